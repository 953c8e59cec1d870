package plumbline.assignment.definition;

import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** Parts of the contract that nothing acts on yet: refused, as ignoring them would mislead. */
final class NotSupportedYet {
  private final Violations violations;

  private NotSupportedYet(Violations violations) {
    this.violations = violations;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var unsupported = new NotSupportedYet(violations);
    unsupported.refuse(!definition.getFlag().isEmpty(), "definition.flag");
  }

  private void refuse(boolean set, String field) {
    violations.check(!set, field, "is not supported yet: leave it out");
  }
}
