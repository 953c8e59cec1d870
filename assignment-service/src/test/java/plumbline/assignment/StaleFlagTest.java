package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.FlagDefinitions.flags;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.proto.assignment.v1.FlagStaleness.FLAG_STALENESS_DECIDED;
import static plumbline.proto.assignment.v1.FlagStaleness.FLAG_STALENESS_NEVER_ASKED;
import static plumbline.proto.assignment.v1.FlagStaleness.FLAG_STALENESS_NO_LONGER_ASKED;
import static plumbline.proto.assignment.v1.FlagStaleness.FLAG_STALENESS_UNSPECIFIED;

import com.google.protobuf.util.Timestamps;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.assignment.flag.FlagUses;
import plumbline.proto.assignment.v1.FlagStaleness;
import plumbline.proto.assignment.v1.ListFlagsRequest;

/** Which flags are stale; what happened long ago is written into the database. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(StaleFlagTest.Often.class)
class StaleFlagTest {
  @Inject FlagUses uses;

  /** Use is stored while the test waits. */
  public static final class Often implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("plumbline.flags.use-interval", "100ms");
    }
  }

  @Test
  void aFlagThatNobodyEverAskedFor() {
    var flag = FlagDefinitions.made(valid());
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
    made(flag, 29);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
    made(flag, 31);
    assertStaleness(flag, FLAG_STALENESS_NEVER_ASKED);
    assertThat(FlagDefinitions.status(flag).getAdvice())
        .contains("made on " + day(31))
        .contains("no code ever asked");
    assertThat(FlagDefinitions.status(flag).hasEvaluateTime()).isFalse();
    ask(flag);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
  }

  @Test
  void aFlagThatNobodyAsksForAnyMore() {
    var flag = FlagDefinitions.made(valid());
    ask(flag);
    made(flag, 60);
    asked(flag, 29);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
    asked(flag, 31);
    assertStaleness(flag, FLAG_STALENESS_NO_LONGER_ASKED);
    assertThat(FlagDefinitions.status(flag).getAdvice())
        .startsWith("Code last asked for it alone on " + day(31));
    FlagDefinitions.archive(flag);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
  }

  @Test
  void aFlagWhoseExperimentsWereDecidedAndThatCodeStillAsksFor() {
    var flag = FlagDefinitions.made(valid());
    var first = Flow.running("first", Definitions.valid().setFlag(flag).build());
    var second = Flow.running("second", Definitions.valid().setFlag(flag).build());
    Flow.create(Definitions.newKey("draft"), Definitions.valid().setFlag(flag).build());
    ask(flag);
    abandon(first);
    decided(first, 90);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
    abandon(second);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
    decided(second, 31);
    assertStaleness(flag, FLAG_STALENESS_DECIDED);
    assertThat(FlagDefinitions.status(flag).getAdvice())
        .contains("Experiment '" + second + "' was decided on " + day(31) + " (abandoned)")
        .contains("still asked for the flag on " + day(0));
    asked(flag, 31);
    assertStaleness(flag, FLAG_STALENESS_NO_LONGER_ASKED);
  }

  @Test
  void anExperimentThatNeverStartedDecidesNothing() {
    var flag = FlagDefinitions.made(valid());
    var key = Definitions.newKey("never");
    Flow.create(key, Definitions.valid().setFlag(flag).build());
    ask(flag);
    abandon(key);
    decided(key, 31);
    assertStaleness(flag, FLAG_STALENESS_UNSPECIFIED);
  }

  @Test
  void anAnswerForAllFlagsIsNoUseOfOne() {
    var flag = FlagDefinitions.made(valid());
    made(flag, 31);
    uses.askedForAll();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> FlagDefinitions.status(flag).hasBulkEvaluateTime());
    assertStaleness(flag, FLAG_STALENESS_NEVER_ASKED);
    assertThat(FlagDefinitions.status(flag).getAdvice())
        .contains("unless code that asks for all flags at once, as it did on " + day(0));
    var later = FlagDefinitions.made(valid());
    assertThat(FlagDefinitions.status(later).hasBulkEvaluateTime()).as("made since").isFalse();
  }

  @Test
  void theLatestUseCountsWhicheverReplicaSawIt() {
    var flag = FlagDefinitions.made(valid());
    ask(flag);
    asked(flag, -1);
    var tomorrow = FlagDefinitions.status(flag).getEvaluateTime();
    var other = FlagDefinitions.made(valid());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          // Noted to the second: once it is later than before, it has been sent again.
          uses.asked(flag);
          uses.asked(other);
          return FlagDefinitions.status(other).hasEvaluateTime();
        });
    assertThat(FlagDefinitions.status(flag).getEvaluateTime()).isEqualTo(tomorrow);
  }

  @Test
  void theListOfThoseThatAreStaleIsPaged() {
    var owner = Definitions.newKey("owner");
    var all = new ArrayList<String>();
    for (var i = 0; i < 9; i++) {
      all.add(FlagDefinitions.made(valid().setOwner(owner)));
    }
    all.sort(null);
    var stale = List.of(all.get(1), all.get(4), all.get(5), all.get(8));
    stale.forEach(it -> made(it, 31));
    FlagDefinitions.archive(all.get(5));
    assertThat(listed(owner, true)).containsExactly(all.get(1), all.get(4), all.get(8));
    assertThat(listed(owner, false)).hasSize(8).doesNotContain(all.get(5));
    var archived =
        ListFlagsRequest.newBuilder().setOwner(owner).setStale(true).setArchived(true).build();
    assertThat(flags(Tokens.ann()).listFlags(archived).getFlagsList()).isEmpty();
  }

  /** By pages of two. */
  private static List<String> listed(String owner, boolean stale) {
    var keys = new ArrayList<String>();
    var request = ListFlagsRequest.newBuilder().setOwner(owner).setStale(stale).setPageSize(2);
    do {
      var page = flags(Tokens.ann()).listFlags(request.build());
      page.getFlagsList().stream().map(it -> it.getFlag().getKey()).forEach(keys::add);
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return keys;
  }

  /** What the flag says by itself, and that the list of stale ones says the same. */
  private static void assertStaleness(String flag, FlagStaleness expected) {
    var status = FlagDefinitions.status(flag);
    assertThat(status.getStaleness()).isEqualTo(expected);
    assertThat(status.getAdvice().isEmpty()).isEqualTo(expected == FLAG_STALENESS_UNSPECIFIED);
    var request = ListFlagsRequest.newBuilder().setStale(true).setPageSize(500).build();
    assertThat(flags(Tokens.ann()).listFlags(request).getFlagsList())
        .filteredOn(it -> it.getFlag().getKey().equals(flag))
        .isEqualTo(expected == FLAG_STALENESS_UNSPECIFIED ? List.of() : List.of(status));
  }

  private void ask(String flag) {
    uses.asked(flag);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> FlagDefinitions.status(flag).hasEvaluateTime());
    assertThat(Timestamps.toMillis(FlagDefinitions.status(flag).getEvaluateTime()))
        .isBetween(
            System.currentTimeMillis() - Duration.ofMinutes(5).toMillis(),
            System.currentTimeMillis());
  }

  private static void abandon(String experiment) {
    Life.act(experiments(Tokens.ann()), "abandon", Life.get(experiment));
  }

  private static void made(String flag, int daysAgo) {
    set("flags", "create_time", daysAgo, "key", flag);
  }

  private static void asked(String flag, int daysAgo) {
    set("flag_uses", "evaluate_time", daysAgo, "flag", flag);
  }

  private static void decided(String experiment, int daysAgo) {
    set("experiments", "decide_time", daysAgo, "key", experiment);
  }

  private static void set(String table, String column, int daysAgo, String by, String key) {
    Sql.execute(
        "UPDATE %s SET %s = now() - %d * interval '1 day' WHERE %s = '%s'"
            .formatted(table, column, daysAgo, by, key));
  }

  private static String day(int daysAgo) {
    return LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo).toString();
  }
}
