package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagdStreamTest {

  @ParameterizedTest
  @EnumSource
  void readinessIsToldAtOnceAndThenExactlyWhatChanged(FlagdVersion version) {
    var before = made(valid());
    try (var listener = FlagdListener.open(version)) {
      await().atMost(20, SECONDS).until(() -> listener.types().size() == 1);
      assertThat(listener.types()).containsExactly("provider_ready");
      var key = made(valid());
      hears(listener, Map.of(key, "write"));
      FlagDefinitions.rules(key, rollout("all", 1, text("one page")));
      hears(listener, Map.of(key, "update"));
      Flow.create(Definitions.newKey("aside"), Definitions.valid().build());
      FlagDefinitions.rules(before, rollout("all", 1, text("one page")));
      hears(listener, Map.of(before, "update"));
      FlagDefinitions.archive(key);
      hears(listener, Map.of(key, "delete"));
      FlagDefinitions.restore(key);
      hears(listener, Map.of(key, "write"));
      assertThat(listener.changes()).hasSize(5);
    }
  }

  @Test
  void whatIsEvaluatedAfterANoticeIsWhatItIsAbout() {
    var key = made(valid());
    try (var listener = FlagdListener.open(FlagdVersion.V2)) {
      await().atMost(20, SECONDS).until(() -> !listener.types().isEmpty());
      for (var i = 1; i <= 20; i++) {
        var value = "value " + i;
        FlagDefinitions.update(key, i, valid().setDefaultValue(text(value)).build());
        var heard = i;
        await().atMost(20, SECONDS).until(() -> listener.changes().size() == heard);
        assertThat(FlagdVersion.V2.resolve("String", key, FlagContexts.NOBODY).value())
            .isEqualTo(value);
      }
    }
  }

  /** A client may have kept an answer from before its last stream broke. */
  @ParameterizedTest
  @EnumSource
  void whoComesBackIsToldOfWhatChangedNotLongAgo(FlagdVersion version) {
    var key = made(valid());
    var gone = made(valid());
    FlagDefinitions.archive(gone);
    var old = made(valid());
    Sql.execute(
        "update flags set update_time = now() - interval '11 minutes' where key = '" + old + "'");
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> {
          try (var listener = FlagdListener.open(version)) {
            await().atMost(20, SECONDS).until(() -> !listener.recent().isEmpty());
            assertThat(listener.recent()).hasSize(1);
            assertThat(listener.recent().getFirst())
                .containsEntry(key, "update")
                .containsEntry(gone, "delete")
                .doesNotContainKey(old);
            assertThat(listener.types()).containsExactly("provider_ready");
          }
        });
  }

  @Test
  void aStreamThatWasCancelledLeavesNothingBehind() {
    await().atMost(20, SECONDS).until(() -> openStreams() == 0);
    List<FlagdListener> listeners = new ArrayList<>();
    for (var i = 0; i < 50; i++) {
      listeners.add(FlagdListener.open(i % 2 == 0 ? FlagdVersion.V1 : FlagdVersion.V2));
    }
    await().atMost(20, SECONDS).until(() -> openStreams() == 50);
    listeners.forEach(FlagdListener::close);
    await().atMost(20, SECONDS).until(() -> openStreams() == 0);
    assertThat(listeners.getFirst().end().join().getCode()).isEqualTo(Status.Code.CANCELLED);
  }

  private static void hears(FlagdListener listener, Map<String, String> change) {
    await().atMost(20, SECONDS).until(() -> listener.changes().contains(change));
    assertThat(listener.changes().getLast()).isEqualTo(change);
  }

  private static int openStreams() {
    return FlagStreamCount.now();
  }
}
