package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.TrackRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExposureTest {
  @ConfigProperty(name = "plumbline.tracking.port")
  int port;

  private @Nullable RecordingTracking tracking;

  @BeforeEach
  void listen() {
    Tokens.writeServiceToken();
    tracking = RecordingTracking.start(port);
  }

  @AfterEach
  void close() {
    tracking().close();
  }

  @Test
  void anExposureReachesTrackingAndIsKnownFromThenOn() {
    var key = Flow.running("expose", Definitions.valid().build());
    var shown = expose(key, "u1");
    assertThat(shown.getExposure()).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_QUEUED);
    await().atMost(20, SECONDS).until(() -> events(key).size() == 1);
    var event = events(key).getFirst();
    assertThat(event.getUnitsMap()).containsOnlyKeys("user").containsValue("u1");
    assertThat(event.getExposure().getVariant()).isEqualTo(shown.getAssignment().getVariant());
    assertThat(event.getName()).isEmpty();
    assertThat(event.getOccurredAt().getNanos() % 1000).isZero();
    assertThat(UUID.fromString(event.getEventId()).version()).isEqualTo(7);
    assertThat(tracking().authorizations()).allMatch(header -> header.startsWith("Bearer ey"));

    await()
        .atMost(20, SECONDS)
        .until(() -> expose(key, "u1").getExposure() == ExposureOutcome.EXPOSURE_OUTCOME_KNOWN);
    assertThat(expose(key, "u2").getExposure()).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_QUEUED);
  }

  @Test
  void aDeadlineIsOfOneCallAndNotOfAllCallsTogether() {
    var key = Flow.running("patient", Definitions.valid().build());
    expose(key, "u1");
    await().atMost(20, SECONDS).until(() -> distinctEvents(key) == 1);
    // More than the timeout of a batch (Servers) after the first.
    await().pollDelay(2, SECONDS).until(() -> true);
    expose(key, "u2");
    await().atMost(20, SECONDS).until(() -> distinctEvents(key) == 2);
  }

  @Test
  void onlyWhatIsAskedForIsExposed() {
    var key = Flow.running("quiet", Definitions.valid().build());
    var request = AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build();
    assertThat(assignments(Tokens.client()).assign(request).getExposure())
        .isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_NONE);
    expose(key, "u2");
    await().atMost(20, SECONDS).until(() -> !events(key).isEmpty());
    assertThat(events(key)).allMatch(event -> event.getUnitsMap().containsValue("u2"));
  }

  @Test
  void aBatchThatIsNotAcknowledgedIsSentAgainAsItWas() {
    tracking().fail(2);
    var key = Flow.running("again", Definitions.valid().build());
    for (var i = 0; i < 50; i++) {
      expose(key, "u" + i);
    }
    // All of them may be in the first batch, which fails twice before it is taken.
    await()
        .atMost(20, SECONDS)
        .until(() -> tracking().batches().size() >= 3 && distinctEvents(key) == 50);
    // The stream of batches: a number comes again only with the same content, and none is left out.
    var batches = List.copyOf(tracking().batches());
    long last = batches.getFirst().getSource().getSequence();
    for (var i = 1; i < batches.size(); i++) {
      var next = batches.get(i).getSource().getSequence();
      assertThat(next).isIn(last, last + 1);
      if (next == last) {
        assertThat(batches.get(i)).isEqualTo(batches.get(i - 1));
      }
      last = next;
    }
    assertThat(batches)
        .extracting(batch -> batch.getSource().getBootId())
        .containsOnly(batches.getFirst().getSource().getBootId());
    assertThat(batches.get(1)).as("failed at first").isEqualTo(batches.get(0));
  }

  @Test
  void trackingBeingAwayDelaysAndLosesNothing() {
    tracking().close();
    var key = Flow.running("away", Definitions.valid().build());
    for (var i = 0; i < 1200; i++) {
      assertThat(expose(key, "u" + i).getExposure())
          .isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_QUEUED);
    }
    tracking = RecordingTracking.start(port);
    await().atMost(60, SECONDS).until(() -> distinctEvents(key) == 1200);
    assertThat(tracking().batches())
        .extracting(TrackRequest::getEventsCount)
        .allMatch(count -> count <= 500);
    assertThat(tracking().batches())
        .extracting(batch -> batch.getSource().getDropped())
        .containsOnly(0L);
  }

  private RecordingTracking tracking() {
    return java.util.Objects.requireNonNull(tracking);
  }

  private int distinctEvents(String key) {
    var ids = new HashSet<String>();
    events(key).forEach(event -> ids.add(event.getEventId()));
    return ids.size();
  }

  private List<Event> events(String key) {
    return tracking().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(event -> event.getExposure().getExperiment().equals(key))
        .toList();
  }

  private static AssignResponse expose(String key, String unit) {
    return assignments(Tokens.client())
        .assign(
            AssignRequest.newBuilder().setExperiment(key).setUnit(unit).setExpose(true).build());
  }
}
