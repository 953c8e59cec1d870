package plumbline.analysis.planning;

import java.util.Optional;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.Key;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.assignment.v1.GuardrailAction;

/** A guardrail that is planned: its margin, and what is expected of it in control. */
record PlannedWatch(
    String metric, Threshold threshold, GuardrailAction action, ExpectedMetric expected) {
  private static final int MAX_THRESHOLD = 200;
  private static final int MAX_UNIT_OF_MEASURE = 16;

  /** Empty, and violations added, where something is wrong with it. */
  static Optional<PlannedWatch> parse(
      Violations violations, PlannedGuardrail guardrail, String path) {
    violations.check(Key.isValid(guardrail.getMetric()), path + ".metric", Key.ALLOWED);
    violations.check(
        guardrail.getAction() != GuardrailAction.GUARDRAIL_ACTION_UNSPECIFIED
            && guardrail.getAction() != GuardrailAction.UNRECOGNIZED,
        path + ".action",
        "must be " + Allowed.of(GuardrailAction.getDescriptor()));
    Text.check(
        violations,
        path + ".unit_of_measure",
        guardrail.getUnitOfMeasure(),
        0,
        MAX_UNIT_OF_MEASURE);
    var expected = ExpectedMetric.parse(violations, guardrail.getBaseline(), path + ".baseline");
    return expected.flatMap(metric ->
        threshold(violations, guardrail, metric, path + ".threshold")
            .map(threshold ->
                new PlannedWatch(guardrail.getMetric(), threshold, guardrail.getAction(), metric)));
  }

  private static Optional<Threshold> threshold(
      Violations violations, PlannedGuardrail guardrail, ExpectedMetric expected, String field) {
    var before = violations.found().size();
    Text.check(violations, field, guardrail.getThreshold(), 1, MAX_THRESHOLD);
    if (violations.found().size() > before) {
      return Optional.empty();
    }
    Scale scale =
        expected.isShare() ? new Scale.Share() : new Scale.Measured(guardrail.getUnitOfMeasure());
    try {
      return Optional.of(Threshold.parse(guardrail.getThreshold(), scale));
    } catch (GuardrailSyntaxException e) {
      violations.add(field, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
