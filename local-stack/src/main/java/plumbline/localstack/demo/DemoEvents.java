package plumbline.localstack.demo;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/** Events of simulated users. */
final class DemoEvents {
  private DemoEvents() {}

  static Event exposure(String id, String user, Instant at, String experiment, String variant) {
    return event(id, user, at)
        .setExposure(Exposure.newBuilder().setExperiment(experiment).setVariant(variant))
        .build();
  }

  static Event outcome(String id, String user, Instant at, String name) {
    return event(id, user, at).setName(name).build();
  }

  static Event outcome(String id, String user, Instant at, String name, long valueMicros) {
    return event(id, user, at).setName(name).setValueMicros(valueMicros).build();
  }

  static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  private static Event.Builder event(String id, String user, Instant at) {
    return Event.newBuilder().setEventId(id).putUnits("user", user).setOccurredAt(timestamp(at));
  }
}
