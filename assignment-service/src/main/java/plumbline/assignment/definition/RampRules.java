package plumbline.assignment.definition;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import plumbline.kit.definition.Span;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** What a ramp must be: each step later than the one before, and letting more units in. */
final class RampRules {
  private static final String ROOT = "definition.ramp";
  private static final int MAX_STEPS = 20;

  private RampRules() {}

  static void check(Violations violations, ExperimentDefinition definition) {
    if (!violations.check(
        definition.getRampCount() <= MAX_STEPS, ROOT, "must be at most " + MAX_STEPS + " steps")) {
      return;
    }
    var after = Durations.ZERO;
    var traffic = TrafficShare.atStart(definition);
    for (var i = 0; i < definition.getRampCount(); i++) {
      var path = ROOT + "[" + i + "]";
      var step = definition.getRamp(i);
      checkTime(violations, path + ".after_start", after, step.getAfterStart());
      violations.check(
          step.getTraffic() > traffic && step.getTraffic() <= 1,
          path + ".traffic",
          "must be a share above the one before it, at most 1: the traffic only grows");
      after = step.getAfterStart();
      traffic = step.getTraffic();
    }
  }

  private static void checkTime(
      Violations violations, String field, Duration before, Duration after) {
    Span.check(violations, field, after, Span.ABOVE_ZERO);
    violations.check(
        !Durations.isValid(after)
            || !Durations.isValid(before)
            || Durations.compare(after, before) > 0,
        field,
        "must be later than the step before it, and than the start");
  }
}
