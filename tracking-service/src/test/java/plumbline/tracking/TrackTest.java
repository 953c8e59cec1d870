package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_CONFLICT;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_REJECTED;

import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.EventResult;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class TrackTest {

  @Test
  void anEventIsStoredOnceHoweverOftenItIsSent() throws Exception {
    try (var client = Client.as("client")) {
      var event = Samples.outcome("once-1", "once", "buy", 5).setValueMicros(7).build();
      assertThat(outcomes(client.track(event, event))).containsOnly(EVENT_OUTCOME_ACCEPTED);
      assertThat(outcomes(client.track(event))).containsOnly(EVENT_OUTCOME_ACCEPTED);
      assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'once'")).isEqualTo("1");
    }
  }

  @Test
  void anEventIsTheSameHoweverItsUnitsAndAttributesAreOrdered() {
    try (var client = Client.as("client")) {
      var one =
          Samples.outcome("order-1", "order", "buy", 5)
              .putUnits("device", "d1")
              .putAttributes("x", number(1))
              .putAttributes("y", number(2));
      var other =
          Samples.outcome("order-1", "zzz", "buy", 5)
              .clearUnits()
              .putUnits("device", "d1")
              .putUnits("user", "order")
              .putAttributes("y", number(2))
              .putAttributes("x", number(1));
      assertThat(outcomes(client.track(one.build()))).containsOnly(EVENT_OUTCOME_ACCEPTED);
      assertThat(outcomes(client.track(other.build()))).containsOnly(EVENT_OUTCOME_ACCEPTED);
    }
  }

  @Test
  void theSameIdWithOtherContentIsAConflictAndNothingOfItIsStored() throws Exception {
    try (var client = Client.as("client")) {
      var first = Samples.outcome("clash-1", "clash", "buy", 5).build();
      var later = Samples.outcome("clash-1", "clash", "buy", 6).build();
      assertThat(outcomes(client.track(first, later)))
          .containsExactly(EVENT_OUTCOME_ACCEPTED, EVENT_OUTCOME_CONFLICT);
      // The user's id is taken, the device's would be free: nothing is stored for either.
      var both = later.toBuilder().putUnits("device", "clash-device").build();
      assertThat(outcomes(client.track(both))).containsExactly(EVENT_OUTCOME_CONFLICT);
      assertThat(Sql.ask("SELECT count(*) FROM event_key WHERE unit LIKE 'clash%'")).isEqualTo("1");
      var alone = later.toBuilder().clearUnits().putUnits("device", "clash-device").build();
      assertThat(outcomes(client.track(alone))).containsExactly(EVENT_OUTCOME_ACCEPTED);
      assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit LIKE 'clash%'")).isEqualTo("2");
    }
  }

  @Test
  void anEventOfTwoUnitsIsStoredForEach() throws Exception {
    try (var client = Client.as("client")) {
      client.track(
          Samples.outcome("two-1", "two", "buy", 5).putUnits("account", "two-account").build());
      assertThat(
              Sql.ask(
                  "SELECT string_agg(unit_type::text, ',' ORDER BY unit_type) FROM event"
                      + " WHERE unit LIKE 'two%'"))
          .isEqualTo("1,2");
    }
  }

  @Test
  void manyClientsThatSendTheSameEventsStoreEachOnce() throws Exception {
    var events =
        IntStream.range(0, 600)
            .mapToObj(i -> Samples.outcome("race-" + i, "race-" + i % 50, "buy", i).build())
            .toList();
    try (var executor = Executors.newFixedThreadPool(6)) {
      var tasks = new ArrayList<Callable<List<EventResult>>>();
      for (var seed = 0; seed < 6; seed++) {
        var order = new ArrayList<>(events);
        Collections.shuffle(order, new Random(seed));
        tasks.add(() -> {
          try (var client = Client.as("client")) {
            return client.track(order);
          }
        });
      }
      for (var done : executor.invokeAll(tasks)) {
        assertThat(outcomes(done.get())).containsOnly(EVENT_OUTCOME_ACCEPTED);
      }
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit LIKE 'race-%'")).isEqualTo("600");
  }

  @Test
  void anInvalidEventIsRejectedWithItsFieldAndTheOthersAreStored() {
    var good = Samples.outcome("good-1", "good", "buy", 5).build();
    try (var client = Client.as("client")) {
      for (var wrong : wrong().entrySet()) {
        var results = client.track(good, wrong.getValue());
        assertThat(results.getFirst().getOutcome()).isEqualTo(EVENT_OUTCOME_ACCEPTED);
        assertThat(results.getLast().getOutcome())
            .as(wrong.getKey())
            .isEqualTo(EVENT_OUTCOME_REJECTED);
        assertThat(results.getLast().getField()).isEqualTo("events[1]." + wrong.getKey());
        assertThat(results.getLast().getReason()).startsWith("must ");
      }
    }
  }

  private static Map<String, Event> wrong() {
    var now = Instant.now();
    return Map.ofEntries(
        Map.entry("event_id", some().setEventId("").build()),
        Map.entry("units", some().clearUnits().build()),
        Map.entry("units[session]", some().putUnits("session", "s").build()),
        Map.entry("units[user]", some().putUnits("user", "").build()),
        Map.entry("units[device]", some().putUnits("device", "a\nb").build()),
        Map.entry("units[account]", some().putUnits("account", "é".repeat(129)).build()),
        Map.entry("name", some().setName("").build()),
        Map.entry("occurred_at", some().setOccurredAt(Samples.time(now.plusSeconds(660))).build()),
        Map.entry("value_micros", some().setValueMicros(1_000_000_000_000_001L).build()),
        Map.entry("attributes[x]", some().putAttributes("x", number(Double.NaN)).build()),
        Map.entry("exposure.variant", Samples.exposure("x", "u", "e", "", 5).build()));
  }

  @Test
  void anEventOlderThanRetentionIsRejected() {
    // Other tests' experiments need what is 400 days old, but nothing as old as this.
    try (var client = Client.as("client")) {
      var old = some().setOccurredAt(Samples.time(Instant.parse("1995-06-01T00:00:00Z"))).build();
      assertThat(client.track(old).getFirst().getField()).isEqualTo("events[0].occurred_at");
    }
  }

  @Test
  void aBatchThatIsEmptyOrTooLargeIsRefusedWhole() throws Exception {
    try (var client = Client.as("client")) {
      var events =
          IntStream.rangeClosed(0, 1000)
              .mapToObj(i -> Samples.outcome("big-" + i, "big", "buy", 5).build())
              .toList();
      for (var batch : List.of(List.<Event>of(), events)) {
        var refusal = refusal(() -> client.track(batch));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        var status = StatusProto.fromThrowable(refusal);
        assertThat(status).isNotNull();
        var details = status.getDetails(0).unpack(BadRequest.class);
        assertThat(details.getFieldViolations(0).getField()).isEqualTo("events");
      }
      assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'big'")).isEqualTo("0");
    }
  }

  @Test
  void whoMayNotTrackIsRefused() {
    try (var nobody = Client.withToken(null);
        var forged = Client.withToken("not.a.token");
        var analyst = Client.as("analyst")) {
      var event = some().build();
      assertThat(refusal(() -> nobody.track(event)).getStatus().getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(refusal(() -> forged.track(event)).getStatus().getCode())
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(refusal(() -> analyst.track(event)).getStatus().getCode())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  private static StatusRuntimeException refusal(Runnable call) {
    var refusal = new StatusRuntimeException[1];
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(StatusRuntimeException.class, it -> refusal[0] = it);
    return refusal[0];
  }

  private static Event.Builder some() {
    return Samples.outcome("some-1", "some", "buy", 5);
  }

  private static AttributeValue number(double value) {
    return AttributeValue.newBuilder().setNumberValue(value).build();
  }

  private static List<EventOutcome> outcomes(List<EventResult> results) {
    return results.stream().map(EventResult::getOutcome).toList();
  }
}
