package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;

import com.google.protobuf.util.Durations;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventResult;

/** What waits while every writer waits for the database. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class GroupCommitTest {
  private static final int WRITERS = 4;
  private static final int QUEUE_EVENTS = 20_000;
  private static final int BATCH = 1_000;

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final Client client = Client.as("client");

  @AfterEach
  void close() {
    callers.shutdownNow();
    client.close();
  }

  @Test
  void requestsThatWaitShareATransaction() throws Exception {
    var sent = new ArrayList<Future<List<EventResult>>>();
    try (var lock = TableLock.on("event_key")) {
      for (var writer = 0; writer < WRITERS; writer++) {
        sent.add(send(1, "alone-" + writer));
        Queued.await(writer + 1);
      }
      for (var i = 0; i < 50; i++) {
        sent.add(send(2, "shared-" + i));
      }
      Queued.await(WRITERS + 100);
    }
    for (var request : sent) {
      assertThat(request.get()).allMatch(result -> result.getOutcome() == EVENT_OUTCOME_ACCEPTED);
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit LIKE 'shared-%'")).isEqualTo("100");
    assertThat(Sql.ask("SELECT count(DISTINCT batch) FROM event WHERE unit LIKE 'shared-%'"))
        .as("transactions of the fifty requests that waited")
        .isEqualTo("1");
    Queued.await(0);
  }

  @Test
  void whatHasNoRoomIsRefusedWithAdviceAndTheRestIsStored() throws Exception {
    var sent = new ArrayList<Future<List<EventResult>>>();
    try (var lock = TableLock.on("event_key")) {
      for (var i = 0; i < QUEUE_EVENTS / BATCH; i++) {
        sent.add(send(BATCH, "full-" + i));
      }
      Queued.await(QUEUE_EVENTS);
      var refusal = refusal(send(1, "over"));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      assertThat(StatusProto.fromThrowable(refusal)).isNotNull();
      var advice = StatusProto.fromThrowable(refusal).getDetails(0).unpack(RetryInfo.class);
      assertThat(Durations.toSeconds(advice.getRetryDelay())).isPositive();
      given()
          .contentType("application/json")
          .header("authorization", "Bearer " + Servers.token("client", Duration.ofMinutes(5)))
          .body(
              """
              {"events": [{"eventId": "1", "units": {"user": "over"}, "name": "x", "occurredAt": "%s"}]}
              """
                  .formatted(Samples.START))
          .post("/v1/events")
          .then()
          .statusCode(429)
          .header("Retry-After", "1");
    }
    for (var request : sent) {
      assertThat(request.get()).hasSize(BATCH);
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit LIKE 'full-%'"))
        .isEqualTo(String.valueOf(QUEUE_EVENTS));
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'over'")).isEqualTo("0");
    Queued.await(0);
    assertThat(send(1, "over").get()).hasSize(1);
  }

  @Test
  void aRequestThatTheDatabaseRefusesFailsAlone() throws Exception {
    Sql.run(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
          AS $$ BEGIN RAISE EXCEPTION 'not this one' USING ERRCODE = '22000'; END $$
        """);
    Sql.run(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON event_key FOR EACH ROW
          WHEN (NEW.unit = 'poison') EXECUTE FUNCTION refuse()
        """);
    try {
      var sent = new ArrayList<Future<List<EventResult>>>();
      Future<List<EventResult>> poisonous;
      try (var lock = TableLock.on("event_key")) {
        for (var writer = 0; writer < WRITERS; writer++) {
          sent.add(send(1, "busy-" + writer));
          Queued.await(writer + 1);
        }
        sent.add(send(2, "before"));
        poisonous = send(1, "poison");
        sent.add(send(2, "after"));
        Queued.await(WRITERS + 5);
      }
      for (var request : sent) {
        assertThat(request.get()).allMatch(result -> result.getOutcome() == EVENT_OUTCOME_ACCEPTED);
      }
      assertThat(refusal(poisonous).getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
      assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit IN ('before', 'after', 'poison')"))
          .isEqualTo("4");
    } finally {
      Sql.run("DROP FUNCTION refuse() CASCADE");
    }
  }

  private Future<List<EventResult>> send(int events, String unit) {
    var batch =
        IntStream.range(0, events)
            .mapToObj(i -> Samples.outcome("g-" + i, unit, "buy", i).build())
            .toArray(Event[]::new);
    return callers.submit(() -> client.track(batch));
  }

  private static StatusRuntimeException refusal(Future<?> request) throws InterruptedException {
    try {
      request.get();
    } catch (ExecutionException e) {
      return (StatusRuntimeException) Objects.requireNonNull(e.getCause());
    }
    throw new AssertionError("not refused");
  }
}
