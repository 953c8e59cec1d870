package plumbline.system.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import plumbline.engine.bucketing.Bucketing;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * One unit with so many events that they do not fit into the memory that the service has: they are
 * folded all the same, also when all of them have to be read again.
 */
class BotTest {
  private static final int EVENTS = 250_000;
  private static final int BATCH = 5_000;

  @Test
  void whatOneUnitDoesNeverFillsTheMemory() throws Exception {
    var stack = FoldStack.get();
    var process = stack.servers().tracking().pid();
    var start = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    var plan = new Plan("bot", 1, start, null, false);
    stack.definitions().put(plan.experiment());
    try (var client = stack.client(stack.servers().tracking().grpcPort(), "client");
        var service = stack.client(stack.servers().tracking().grpcPort(), "service")) {
      expose(client, "first", start.plusSeconds(600));
      store(start);
      assertThat(slow(service)).as("added one by one").isEqualTo(expected(start.plusSeconds(600)));
      expose(client, "earlier", start.plusSeconds(60));
      assertThat(slow(service)).as("folded anew").isEqualTo(expected(start.plusSeconds(60)));
    }
    assertThat(stack.servers().tracking().pid()).isEqualTo(process);
  }

  private static void expose(StackClients client, String id, Instant time) {
    var event =
        Event.newBuilder()
            .setEventId(id)
            .putUnits("user", "bot")
            .setExposure(Exposure.newBuilder().setExperiment("bot").setVariant("a"))
            .setOccurredAt(Plan.time(time));
    var response = client.tracking().track(TrackRequest.newBuilder().addEvents(event).build());
    assertThat(response.getResultsList()).hasSize(1);
  }

  /** As the intake would have, a hundred to the second, in batches of its size. */
  private static void store(Instant start) throws SQLException {
    FoldStack.get()
        .execute(
            """
            INSERT INTO event (batch, shard, unit_type, unit, event_id, occurred_at, name,
                               attributes)
            SELECT -1 - i / %1$d, %2$d, 1, 'bot', 'view-' || i,
                   '%3$s'::timestamptz + i * interval '10 ms', 'view',
                   jsonb_build_object('ms', i %% 1000)
            FROM generate_series(0, %4$d) AS i;
            INSERT INTO fold_work (shard, batch)
            SELECT %2$d, -1 - b FROM generate_series(0, %4$d / %1$d) AS b
            """
                .formatted(BATCH, Bucketing.shard("user", "bot"), start, EVENTS - 1));
  }

  /** Events of which each thousand has 500 that count. */
  private static String expected(Instant first) throws SQLException {
    return FoldStack.get()
        .ask(
            """
            SELECT count(*)::text FROM event WHERE unit = 'bot' AND name = 'view'
              AND occurred_at >= '%s' AND (attributes ->> 'ms')::int >= 500
            """
                .formatted(first))
        .iterator()
        .next();
  }

  /** What the metric of slow views has counted, once everything is folded. */
  private static String slow(StackClients service) {
    var request = GetStatisticsRequest.newBuilder().setExperiment("bot").build();
    var statistics =
        Objects.requireNonNull(
            Awaitility.await("everything is folded")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(
                    () -> service.statistics().getStatistics(request).getStatistics(),
                    it -> it.getPendingBatches() == 0 && it.getVariants(0).getExposedUnits() == 1));
    return statistics.getVariants(0).getMetrics(2).getSumY();
  }
}
