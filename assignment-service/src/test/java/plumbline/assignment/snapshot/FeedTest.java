package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** What watchers are sent. */
class FeedTest {
  private static final int MIB = 1024 * 1024;
  private static final SnapshotVersion NOTHING = new SnapshotVersion("", 0);

  private final List<StoredRow> rows = new ArrayList<>();

  @Test
  void changesComeAfterTheWholeAndAreMerged() {
    put(1, "a", 0);
    put(2, "b", 0);
    var feed = new ChangesFeed();
    var first = Snapshot.of(StoredRows.stored("e", 2, rows));
    assertThat(told(feed, first)).containsExactly("whole 2 [a, b] last");
    assertThat(told(feed, first)).as("the same again").isEmpty();
    put(3, "c", 0);
    var second = first.with(StoredRows.stored("e", 3, rows)).orElseThrow();
    put(4, "a", 0);
    var third = second.with(StoredRows.stored("e", 4, rows)).orElseThrow();
    assertThat(told(feed, third)).as("two at once").containsExactly("changes 4 [a, c] last");
    assertThat(told(feed, second)).as("what is older by now").isEmpty();
  }

  @Test
  void whatDoesNotLeadOnIsSentWhole() {
    put(5, "a", 0);
    var feed = new ChangesFeed();
    assertThat(told(feed, Snapshot.of(StoredRows.stored("e", 5, rows)))).hasSize(1);
    // A database was restored: the version says nothing then.
    for (var version : List.of(5, 3, 9)) {
      assertThat(told(feed, Snapshot.of(StoredRows.stored("e", version, rows))))
          .containsExactly("whole " + version + " [a] last");
    }
  }

  @Test
  void aFlagAloneIsAnEmptyChange() {
    put(1, "a", 0);
    var feed = new ChangesFeed();
    var first = Snapshot.of(StoredRows.stored("e", 1, rows));
    assertThat(told(feed, first)).hasSize(1);
    rows.add(new StoredRow(Kind.FLAG, "f", 2, 7, Flag.newBuilder().setKey("f").build()));
    var second = first.with(StoredRows.stored("e", 2, rows)).orElseThrow();
    assertThat(told(feed, second)).containsExactly("changes 2 [] last");
    assertThat(told(new ChangesFeed(), second)).containsExactly("whole 2 [a] last");
  }

  @Test
  void noMessageIsLargerThanAMebibyteAndALittle() {
    for (var i = 0; i < 40; i++) {
      put(1, "e" + i, 200 * 1024);
    }
    var parts = messages(new ChangesFeed(), Snapshot.of(StoredRows.stored("e", 1, rows)));
    assertThat(parts).hasSize(8).allMatch(part -> part.getSerializedSize() < MIB + 1024);
    assertThat(parts.stream().map(part -> part.getChanges().getLast()))
        .containsExactly(false, false, false, false, false, false, false, true);
    assertThat(parts.stream().flatMap(part -> part.getChanges().getExperimentsList().stream()))
        .hasSize(40);
  }

  @Test
  void aWholeThatIsTooLargeIsRefusedInWords() {
    for (var i = 0; i < 20; i++) {
      put(1, "e" + i, 200 * 1024);
    }
    var fits = Snapshot.of(StoredRows.stored("e", 1, rows));
    assertThat(messages(new WholeFeed(NOTHING), fits)).hasSize(1);
    put(2, "more", 200 * 1024);
    var tooLarge = Snapshot.of(StoredRows.stored("e", 2, rows));
    assertThatThrownBy(() -> new WholeFeed(NOTHING).towards(tooLarge))
        .hasMessage(
            "RESOURCE_EXHAUSTED: 21 experiments are more than one message can hold: ask for changes");
  }

  private void put(long version, String key, int bytes) {
    rows.removeIf(row -> row.key().equals(key));
    var experiment =
        Experiment.newBuilder()
            .setKey(key)
            .setStateValue(1)
            .setDefinition(
                ExperimentDefinition.newBuilder()
                    .setUnitType(UnitType.UNIT_TYPE_USER)
                    .setName("x".repeat(bytes))
                    .addVariants(Variant.newBuilder().setKey("a").setWeight(1).setControl(true)))
            .build();
    rows.add(
        new StoredRow(Kind.EXPERIMENT, key, version, 100 * version + key.length(), experiment));
  }

  private static List<String> told(Watcher.Feed feed, Snapshot snapshot) {
    return messages(feed, snapshot).stream()
        .map(WatchExperimentsResponse::getChanges)
        .map(FeedTest::words)
        .toList();
  }

  private static String words(DefinitionChanges part) {
    return "%s %d %s%s"
        .formatted(
            part.getWhole() ? "whole" : "changes",
            part.getVersion(),
            part.getExperimentsList().stream().map(Experiment::getKey).toList(),
            part.getLast() ? " last" : "");
  }

  private static List<WatchExperimentsResponse> messages(Watcher.Feed feed, Snapshot snapshot) {
    var messages = feed.towards(snapshot);
    return Stream.generate(() -> messages)
        .takeWhile(it -> it.hasNext())
        .map(it -> it.next())
        .toList();
  }
}
