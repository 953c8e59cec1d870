package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.Exposure;
import plumbline.proto.tracking.v1.TrackRequest;

/** Sends events in full batches, a few at a time, and sees that each is accepted. */
public final class Sender {
  private static final int BATCH = 1_000;
  private static final int IN_FLIGHT = 4;

  private Sender() {}

  public static void send(List<Event> events) throws Exception {
    try (var executor = Executors.newFixedThreadPool(IN_FLIGHT)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (var from = 0; from < events.size(); from += BATCH) {
        var batch = events.subList(from, Math.min(events.size(), from + BATCH));
        tasks.add(() -> sendBatch(batch));
      }
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  private static Void sendBatch(List<Event> batch) {
    var request = TrackRequest.newBuilder().addAllEvents(batch).build();
    var results = Stack.as("client").tracking().track(request).getResultsList();
    assertThat(results)
        .hasSameSizeAs(batch)
        .allMatch(result -> result.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED);
    return null;
  }

  public static Event exposure(
      String id, String user, String experiment, String variant, Instant occurredAt) {
    return Event.newBuilder()
        .setEventId(id)
        .putUnits("user", user)
        .setOccurredAt(Experiments.time(occurredAt))
        .setExposure(Exposure.newBuilder().setExperiment(experiment).setVariant(variant))
        .build();
  }

  public static Event.Builder outcome(String id, String user, String name, Instant occurredAt) {
    return Event.newBuilder()
        .setEventId(id)
        .putUnits("user", user)
        .setOccurredAt(Experiments.time(occurredAt))
        .setName(name);
  }
}
