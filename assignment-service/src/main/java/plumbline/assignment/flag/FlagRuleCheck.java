package plumbline.assignment.flag;

import java.util.HashSet;
import java.util.Set;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.rule.AttributeRule;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ForceRule;
import plumbline.proto.assignment.v1.RolloutRule;

/** What each of a flag's rules must be, one after the other. */
final class FlagRuleCheck {
  /** What a flag's default is called in replies. */
  static final String DEFAULT = "default";

  private static final int MAX_DESCRIPTION = 1_000;

  private final Violations violations;
  private final FlagType type;
  private final Set<String> keys = new HashSet<>();
  private final Set<String> experiments = new HashSet<>();

  FlagRuleCheck(Violations violations, FlagType type) {
    this.violations = violations;
    this.type = type;
  }

  void check(String path, FlagRule rule) {
    violations.check(ExperimentKey.isValid(rule.getKey()), path + ".key", ExperimentKey.ALLOWED);
    violations.check(keys.add(rule.getKey()), path + ".key", "must be unique in the flag");
    violations.check(
        !rule.getKey().equals(DEFAULT),
        path + ".key",
        "must not be 'default', which is what the flag's default is called");
    Text.checkLength(violations, path + ".description", rule.getDescription(), 0, MAX_DESCRIPTION);
    switch (rule.getKindCase()) {
      case FORCE -> checkForce(path + ".force", rule.getForce());
      case EXPERIMENT -> checkExperiment(path + ".experiment", rule.getExperiment());
      case ROLLOUT -> checkRollout(path + ".rollout", rule.getRollout());
      case KIND_NOT_SET ->
          violations.add(path, "must be one of force, experiment and rollout: say what it does");
    }
  }

  private void checkForce(String path, ForceRule rule) {
    violations.check(
        !rule.getCondition().isBlank(),
        path + ".condition",
        "is needed: for everybody, change the flag's default or roll a value out");
    AttributeRule.check(violations, path + ".condition", rule.getCondition());
    FlagRules.checkValue(violations, path + ".value", type, rule.hasValue(), rule.getValue());
  }

  private void checkExperiment(String path, ExperimentRule rule) {
    var key = rule.getExperiment();
    violations.check(ExperimentKey.isValid(key), path + ".experiment", ExperimentKey.ALLOWED);
    violations.check(
        experiments.add(key), path + ".experiment", "has a rule already: one is enough");
    violations.check(
        !rule.hasRollout() || isShare(rule.getRollout()),
        path + ".rollout",
        "must be a share in [0, 1]; everybody if absent");
  }

  private void checkRollout(String path, RolloutRule rule) {
    AttributeRule.check(violations, path + ".condition", rule.getCondition());
    violations.check(isShare(rule.getShare()), path + ".share", "must be a share in [0, 1]");
    FlagRules.checkValue(violations, path + ".value", type, rule.hasValue(), rule.getValue());
  }

  private static boolean isShare(double share) {
    return share >= 0 && share <= 1;
  }
}
