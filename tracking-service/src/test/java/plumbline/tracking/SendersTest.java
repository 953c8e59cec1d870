package plumbline.tracking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.rpc.BadRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.BatchSource;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.ListSendersRequest;
import plumbline.proto.tracking.v1.Sender;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SendersTest {
  private final Client analyst = Client.as("analyst");

  @AfterEach
  void close() {
    analyst.close();
  }

  @Test
  void gapsAreCountedAndRepeatsAreNot() {
    try (var client = Client.named("gaps")) {
      send(client, "boot", 1, 0);
      send(client, "boot", 2, 0);
      send(client, "boot", 2, 5);
      expect(sender("gaps", "boot"), 2, 0, 5);
      send(client, "boot", 6, 4);
      expect(sender("gaps", "boot"), 6, 3, 5);
      send(client, "boot", 1, 0);
      expect(sender("gaps", "boot"), 6, 3, 5);
      send(client, "boot", 7, 5);
      expect(sender("gaps", "boot"), 7, 3, 5);
    }
  }

  @Test
  void aRestartBeginsAnewAndNobodyElsesBootIdCounts() {
    try (var client = Client.named("restarts");
        var other = Client.named("restarts-other")) {
      send(client, "first", 1, 0);
      send(client, "second", 1, 0);
      send(other, "first", 3, 0);
      expect(sender("restarts", "first"), 1, 0, 0);
      expect(sender("restarts", "second"), 1, 0, 0);
      expect(sender("restarts-other", "first"), 3, 2, 0);
    }
  }

  @Test
  void aBatchWhoseEventsAreAllRejectedIsNoGap() {
    try (var client = Client.named("rejected")) {
      send(client, "boot", 1, 0);
      var batch = batch("boot", 2, 0);
      batch.getEventsBuilder(0).clearUnits();
      assertThat(client.tracking.track(batch.build()).getResults(0).getOutcome())
          .isEqualTo(EventOutcome.EVENT_OUTCOME_REJECTED);
      send(client, "boot", 3, 0);
      expect(sender("rejected", "boot"), 3, 0, 0);
    }
  }

  @Test
  void aBatchThatIsRefusedWholeHasNoNumber() {
    try (var client = Client.named("refused")) {
      send(client, "boot", 1, 0);
      assertThat(violations(client, batch("boot", 2, 0).clearEvents())).containsExactly("events");
      send(client, "boot", 2, 0);
      expect(sender("refused", "boot"), 2, 0, 0);
      assertThat(violations(client, batch("", 0, -1).clearEvents()))
          .containsExactly("events", "source.boot_id", "source.sequence", "source.dropped");
      assertThat(violations(client, batch("x".repeat(65), 1, 0))).containsExactly("source.boot_id");
      assertThat(violations(client, batch("a\0b", 1, 0))).containsExactly("source.boot_id");
    }
    assertThat(senders("refused")).hasSize(1);
  }

  @Test
  void theSameBatchesFromTwoConnectionsAtOnceHaveNoGaps() throws Exception {
    try (var executor = Executors.newFixedThreadPool(2);
        var one = Client.named("twice");
        var other = Client.named("twice")) {
      for (var sequence = 1; sequence <= 40; sequence++) {
        var batch = batch("boot", sequence, 0).build();
        var calls =
            List.<Callable<TrackResponse>>of(
                () -> one.tracking.track(batch), () -> other.tracking.track(batch));
        for (var done : executor.invokeAll(calls)) {
          assertThat(done.get().getResults(0).getOutcome())
              .isEqualTo(EventOutcome.EVENT_OUTCOME_ACCEPTED);
        }
      }
    }
    expect(sender("twice", "boot"), 40, 0, 0);
  }

  @Test
  void manySendersAtOnceAreKeptApart() throws Exception {
    try (var executor = Executors.newFixedThreadPool(6)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (var i = 0; i < 6; i++) {
        var boot = "many-" + i;
        tasks.add(() -> {
          try (var client = Client.named("many")) {
            for (var sequence = 1; sequence <= 40; sequence++) {
              send(client, boot, sequence * 2L, 0);
            }
          }
          return null;
        });
      }
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
    assertThat(senders("many")).hasSize(6).allSatisfy(it -> expect(it, 80, 40, 0));
  }

  @Test
  void theLatestHeardOfComesFirstAPageAtATime() {
    try (var client = Client.named("paged")) {
      for (var i = 0; i < 5; i++) {
        send(client, "page-" + i, i == 3 ? 9 : 1, i == 1 ? 2 : 0);
      }
      send(client, "page-0", 2, 0);
    }
    assertThat(paged(ListSendersRequest.newBuilder().setPageSize(2)))
        .containsExactly("page-0", "page-4", "page-3", "page-2", "page-1");
    assertThat(paged(ListSendersRequest.newBuilder().setPageSize(1).setIncomplete(true)))
        .containsExactly("page-3", "page-1");
  }

  @Test
  void metricsSaySumsOverAllSenders() {
    try (var client = Client.named("gauged")) {
      send(client, "boot", 1_000_001, 2_000_000);
    }
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() -> {
          assertThat(Metrics.value("plumbline_senders_missing_batches", ""))
              .isGreaterThanOrEqualTo(1_000_000);
          assertThat(Metrics.value("plumbline_senders_dropped_exposures", ""))
              .isGreaterThanOrEqualTo(2_000_000);
        });
  }

  private static void send(Client client, String boot, long sequence, long dropped) {
    assertThat(
            client
                .tracking
                .track(batch(boot, sequence, dropped).build())
                .getResults(0)
                .getOutcome())
        .isEqualTo(EventOutcome.EVENT_OUTCOME_ACCEPTED);
  }

  private static TrackRequest.Builder batch(String boot, long sequence, long dropped) {
    return TrackRequest.newBuilder()
        .setSource(
            BatchSource.newBuilder().setBootId(boot).setSequence(sequence).setDropped(dropped))
        .addEvents(Samples.outcome("sent-" + sequence, "sender-of-" + boot, "buy", 5));
  }

  private static List<String> violations(Client client, TrackRequest.Builder batch) {
    var refusal =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> client.tracking.track(batch.build()));
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    try {
      return StatusProto.fromThrowable(refusal)
          .getDetails(0)
          .unpack(BadRequest.class)
          .getFieldViolationsList()
          .stream()
          .map(BadRequest.FieldViolation::getField)
          .toList();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private Sender sender(String client, String boot) {
    return senders(client).stream()
        .filter(it -> it.getBootId().equals(boot))
        .findFirst()
        .orElseThrow();
  }

  private List<Sender> senders(String client) {
    var request = ListSendersRequest.newBuilder().setPageSize(500).build();
    return analyst.intake.listSenders(request).getSendersList().stream()
        .filter(it -> it.getClient().equals(client))
        .toList();
  }

  private List<String> paged(ListSendersRequest.Builder request) {
    var found = new ArrayList<String>();
    do {
      var page = analyst.intake.listSenders(request.build());
      assertThat(page.getSendersCount()).isBetween(1, request.getPageSize());
      page.getSendersList().stream()
          .filter(it -> it.getClient().equals("paged"))
          .forEach(it -> found.add(it.getBootId()));
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return found;
  }

  private static void expect(Sender sender, long last, long missing, long dropped) {
    assertThat(sender.getLastSequence()).isEqualTo(last);
    assertThat(sender.getMissingBatches()).isEqualTo(missing);
    assertThat(sender.getDroppedExposures()).isEqualTo(dropped);
    assertThat(sender.getFirstTime().getSeconds())
        .isLessThanOrEqualTo(sender.getLastTime().getSeconds());
  }
}
