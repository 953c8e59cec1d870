package plumbline.assignment.definition;

import java.util.HashSet;
import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.Text;
import plumbline.kit.definition.WellFormed;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.UnitType;

/** What a definition must be. Everything that is wrong is found and named at once. */
public final class DefinitionRules {
  private static final String ROOT = "definition";
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_NAME = 200;
  private static final int MAX_HYPOTHESIS = 4_000;
  private static final int MAX_TAGS = 20;
  private static final int MAX_TAG = 64;

  private final Violations violations;
  private final ExperimentDefinition definition;

  private DefinitionRules(Violations violations, ExperimentDefinition definition) {
    this.violations = violations;
    this.definition = definition;
  }

  /** Adds all that is wrong with a definition, as {@code definition.…}. */
  public static void check(
      Violations violations, ExperimentDefinition definition, Completeness completeness) {
    if (!violations.check(
        definition.getSerializedSize() <= MAX_BYTES, ROOT, "must be at most 256 KiB as protobuf")) {
      return;
    }
    new WellFormed(violations).check(definition, ROOT);
    var rules = new DefinitionRules(violations, definition);
    rules.checkWords();
    if (completeness == Completeness.PLANNED) {
      rules.requireHypothesis();
    }
    rules.checkUnitType();
    rules.checkTraffic();
    RampRules.check(violations, definition);
    VariantRules.check(violations, definition);
    TargetingRules.check(violations, definition);
    MetricRoleRules.check(violations, definition, completeness);
    PlanRules.check(violations, definition);
    DesignRules.check(violations, definition, completeness);
    rules.checkFlag();
  }

  private void requireHypothesis() {
    violations.check(
        !definition.getHypothesis().isBlank(),
        ROOT + ".hypothesis",
        "is needed to submit: say what you expect and why, in 1 to 4,000 characters");
  }

  private void checkWords() {
    Text.checkLength(violations, ROOT + ".name", definition.getName(), 1, MAX_NAME);
    Text.checkLength(violations, ROOT + ".owner", definition.getOwner(), 1, MAX_NAME);
    Text.checkLength(
        violations, ROOT + ".hypothesis", definition.getHypothesis(), 0, MAX_HYPOTHESIS);
    violations.check(
        definition.getTagsCount() <= MAX_TAGS, ROOT + ".tags", "must be at most " + MAX_TAGS);
    var seen = new HashSet<String>();
    for (var i = 0; i < Math.min(definition.getTagsCount(), MAX_TAGS); i++) {
      var field = ROOT + ".tags[" + i + "]";
      Text.checkLength(violations, field, definition.getTags(i), 1, MAX_TAG);
      violations.check(seen.add(definition.getTags(i)), field, "is there twice");
    }
  }

  private void checkUnitType() {
    violations.check(
        definition.getUnitType() != UnitType.UNIT_TYPE_UNSPECIFIED
            && definition.getUnitType() != UnitType.UNRECOGNIZED,
        ROOT + ".unit_type",
        "must be "
            + Allowed.of(UnitType.getDescriptor())
            + "; a session is not offered: a returning person would see both variants");
  }

  private void checkFlag() {
    violations.check(
        definition.getFlag().isEmpty() || ExperimentKey.isValid(definition.getFlag()),
        ROOT + ".flag",
        ExperimentKey.ALLOWED);
  }

  private void checkTraffic() {
    violations.check(
        !definition.hasTraffic() || (definition.getTraffic() > 0 && definition.getTraffic() <= 1),
        ROOT + ".traffic",
        "must be a share in (0, 1]; everybody if absent");
  }
}
