package plumbline.tracking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_CONFLICT;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_ERASED_UNIT;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_ATTRIBUTE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_EVENT_ID;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_EXPOSURE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_NAME;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_TIME;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_UNIT;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_INVALID_VALUE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_IN_THE_FUTURE;
import static plumbline.proto.tracking.v1.RejectionReason.REJECTION_REASON_TOO_OLD;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.EraseUnitRequest;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.RejectedEvent;
import plumbline.proto.tracking.v1.RejectionCount;
import plumbline.proto.tracking.v1.RejectionReason;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class RejectionsTest {
  private final Client analyst = Client.as("analyst");

  @AfterEach
  void close() {
    analyst.close();
  }

  @Test
  void whatIsWrongIsAnsweredCountedAndKept() {
    var wrong = wrong();
    try (var admin = Client.as("admin");
        var client = Client.named("all-reasons")) {
      admin.erasure.eraseUnit(
          EraseUnitRequest.newBuilder().setUnitType("user").setUnit("known-and-erased").build());
      client.track(Samples.outcome("taken", "known-person", "buy", 1).build());
      var results = client.track(List.copyOf(wrong.values()));
      assertThat(results)
          .extracting(EventResult::getRejection)
          .containsExactlyElementsOf(wrong.keySet());
    }
    var kept = await().atMost(20, SECONDS).until(() -> kept("all-reasons"), it -> it.size() == 11);
    assertThat(kept.reversed())
        .extracting(RejectedEvent::getReason)
        .containsExactlyElementsOf(wrong.keySet());
    assertThat(kept)
        .allSatisfy(it -> {
          assertThat(it.getDescription()).isNotEmpty();
          assertThat(it.getField()).doesNotStartWith("events[").isNotEmpty();
          assertThat(it.getEvent())
              .startsWith(it.getReason() == REJECTION_REASON_ERASED_UNIT ? "" : "{")
              .doesNotContain("known-");
          assertThat(it.getTime().getSeconds())
              .isBetween(Samples.START.getEpochSecond(), Instant.now().getEpochSecond() + 1);
        });
    assertThat(counts("all-reasons")).hasSize(11).containsOnlyKeys(wrong.keySet());
    assertThat(counts("all-reasons").values()).containsOnly(1L);
  }

  /** Every reason that gRPC can have. */
  private static Map<RejectionReason, Event> wrong() {
    var now = Instant.now();
    var wrong = new LinkedHashMap<RejectionReason, Event>();
    wrong.put(REJECTION_REASON_INVALID_EVENT_ID, some().setEventId("").build());
    wrong.put(REJECTION_REASON_INVALID_UNIT, some().putUnits("session", "s").build());
    wrong.put(REJECTION_REASON_INVALID_NAME, some().setName("").build());
    wrong.put(
        REJECTION_REASON_INVALID_TIME,
        some().setOccurredAt(Timestamp.newBuilder().setNanos(-1)).build());
    wrong.put(
        REJECTION_REASON_TOO_OLD,
        some().setOccurredAt(Samples.time(Instant.parse("1995-06-01T00:00:00Z"))).build());
    wrong.put(
        REJECTION_REASON_IN_THE_FUTURE,
        some().setOccurredAt(Samples.time(now.plusSeconds(660))).build());
    wrong.put(REJECTION_REASON_INVALID_VALUE, some().setValueMicros(Long.MIN_VALUE).build());
    wrong.put(
        REJECTION_REASON_INVALID_ATTRIBUTE,
        some().putAttributes("x", Samples.number(Double.NaN)).build());
    wrong.put(
        REJECTION_REASON_INVALID_EXPOSURE,
        Samples.exposure("e", "known-person", "", "b", 1).build());
    wrong.put(
        REJECTION_REASON_CONFLICT, Samples.outcome("taken", "known-person", "buy", 2).build());
    wrong.put(
        REJECTION_REASON_ERASED_UNIT,
        Samples.outcome("gone", "known-and-erased", "buy", 1).build());
    return wrong;
  }

  @Test
  void countsAddUpOverTime() {
    try (var one = Client.named("adds-up-1");
        var other = Client.named("adds-up-2")) {
      for (var round = 1L; round <= 3; round++) {
        one.track(noName(), noName(), some().putUnits("session", "s").build());
        other.track(noName());
        var expected = round;
        await()
            .atMost(20, SECONDS)
            .untilAsserted(() -> {
              assertThat(counts("adds-up-1"))
                  .containsOnly(
                      Map.entry(REJECTION_REASON_INVALID_NAME, 2 * expected),
                      Map.entry(REJECTION_REASON_INVALID_UNIT, expected));
              assertThat(counts("adds-up-2"))
                  .containsOnly(Map.entry(REJECTION_REASON_INVALID_NAME, expected));
            });
      }
    }
    assertThat(metric("INVALID_NAME")).isGreaterThanOrEqualTo(9);
  }

  @Test
  void pagesShowEachOnce() {
    try (var client = Client.named("pages")) {
      for (var i = 0; i < 5; i++) {
        client.track(noName().toBuilder().setEventId("page-" + i).build());
        client.track(some().clearUnits().build());
      }
    }
    await().atMost(20, SECONDS).until(() -> kept("pages").size() == 10);
    var request =
        ListRejectedEventsRequest.newBuilder()
            .setClient("pages")
            .setPageSize(2)
            .addReasons(REJECTION_REASON_INVALID_NAME);
    var ids = new ArrayList<String>();
    var pages = 0;
    do {
      var page = analyst.intake.listRejectedEvents(request.build());
      page.getEventsList().forEach(it -> ids.add(it.getEventId()));
      request.setPageToken(page.getNextPageToken());
      pages++;
    } while (!request.getPageToken().isEmpty());
    assertThat(ids).containsExactly("page-4", "page-3", "page-2", "page-1", "page-0");
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void whatIsKeptIsCutAndFitsTheDatabase() {
    try (var client = Client.named("odd-texts")) {
      client.track(
          some()
              .setEventId("a\0" + "b".repeat(100))
              .putAttributes("long", Samples.text("\uD83D\uDE00".repeat(3_000)))
              .build(),
          some().putUnits("anna@example.com", "user").build());
    }
    var kept = await().atMost(20, SECONDS).until(() -> kept("odd-texts"), it -> it.size() == 2);
    assertThat(kept.getLast().getEventId()).isEqualTo("a\uFFFD" + "b".repeat(62));
    assertThat(kept.getLast().getEvent()).hasSizeBetween(1_999, 2_000).endsWith("\uDE00");
    // Type and id were confused: who it was is not kept.
    assertThat(kept.getFirst().toString()).doesNotContain("anna");
    assertThat(kept.getFirst().getField()).isEqualTo("units");
  }

  private List<RejectedEvent> kept(String client) {
    return analyst
        .intake
        .listRejectedEvents(ListRejectedEventsRequest.newBuilder().setClient(client).build())
        .getEventsList();
  }

  private Map<RejectionReason, Long> counts(String client) {
    return analyst
        .intake
        .countRejectedEvents(CountRejectedEventsRequest.newBuilder().setDays(2).build())
        .getCountsList()
        .stream()
        .filter(it -> it.getClient().equals(client))
        // A test may run over midnight.
        .collect(Collectors.toMap(RejectionCount::getReason, RejectionCount::getEvents, Long::sum));
  }

  private static double metric(String reason) {
    return Metrics.value("plumbline_intake_rejected_total", "reason=\"" + reason + "\"");
  }

  private static Event.Builder some() {
    return Samples.outcome("some", "known-person", "buy", 5);
  }

  private static Event noName() {
    return some().setName("").build();
  }
}
