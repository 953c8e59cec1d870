package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OfrepEventsTest {

  @Test
  void aChangeOfAFlagIsToldToEverybodyAndNothingElseIs() {
    var key = made(valid());
    var now = OfrepListener.open();
    await().atMost(20, SECONDS).until(() -> !now.lines().isEmpty());
    try (var listener = OfrepListener.openAgain(now.lastId())) {
      assertThat(listener.response().statusCode()).isEqualTo(200);
      assertThat(listener.response().headers().firstValue("content-type"))
          .contains("text/event-stream");
      assertThat(listener.response().headers().firstValue("cache-control")).contains("no-store");
      await().atMost(20, SECONDS).until(() -> !listener.lines().isEmpty());
      Flow.create(Definitions.newKey("aside"), Definitions.valid().build());
      var before = listener.lastId();
      FlagDefinitions.update(key, 1, valid().setDefaultValue(text("two")).build());
      await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);
      var data = JsonPath.from(listener.events().getFirst());
      assertThat(data.getString("type")).isEqualTo("refetchEvaluation");
      assertThat(data.getString("etag")).isEqualTo(listener.lastId()).isNotEqualTo(before);
      assertThat(data.getLong("lastModified"))
          .isBetween(Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond() + 1);
      assertThat(listener.lines()).contains("event: message");
      assertThat(Ofrep.one(key, FlagContexts.NOBODY).jsonPath().getString("value"))
          .isEqualTo("two");
    }
    now.close();
  }

  @Test
  void whoComesAgainIsToldOfWhatItMissedAndOnlyThen() {
    var key = made(valid());
    String heard;
    try (var first = OfrepListener.open()) {
      await().atMost(20, SECONDS).until(() -> !first.lines().isEmpty());
      heard = first.lastId();
    }
    try (var same = OfrepListener.openAgain(heard)) {
      await().atMost(20, SECONDS).until(() -> !same.lines().isEmpty());
      assertThat(same.lastId()).isEqualTo(heard);
      assertThat(same.events()).isEmpty();
    }
    FlagDefinitions.archive(key);
    try (var late = OfrepListener.openAgain(heard)) {
      await().atMost(20, SECONDS).until(() -> late.events().size() == 1);
      assertThat(late.lastId()).isNotEqualTo(heard);
    }
  }

  /** It may have evaluated just before the change, and opened its stream just after it. */
  @Test
  void whoIsNewRightAfterAChangeIsToldOfIt() {
    made(valid());
    try (var listener = OfrepListener.open()) {
      await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);
    }
  }

  @Test
  void aStreamThatWasClosedLeavesNothingBehind() {
    made(valid());
    await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 0);
    List<OfrepListener> listeners = new ArrayList<>();
    for (var i = 0; i < 20; i++) {
      listeners.add(OfrepListener.open());
    }
    await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 20);
    listeners.forEach(OfrepListener::close);
    await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 0);
  }
}
