package plumbline.kit.definition;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import plumbline.engine.fold.Enrolment;
import plumbline.engine.fold.FoldPlan;
import plumbline.proto.assignment.v1.Experiment;

/** The moments that bound what counts in an experiment. */
public final class Enrolments {
  private Enrolments() {}

  /** A started experiment's. */
  public static Enrolment of(Experiment started) {
    var start = Timestamps.toMicros(started.getStartTime());
    var plan = started.getDefinition().getPlan();
    return new Enrolment(
        start,
        micros(started.hasStopTime(), started.getStopTime()),
        micros(started.hasHaltTime(), started.getHaltTime()),
        micros(started.hasDecideTime(), started.getDecideTime()),
        plan.hasMaximumDuration()
            ? Math.addExact(start, Durations.toMicros(plan.getMaximumDuration()))
            : FoldPlan.OPEN);
  }

  private static long micros(boolean present, Timestamp time) {
    return present ? Timestamps.toMicros(time) : FoldPlan.OPEN;
  }
}
