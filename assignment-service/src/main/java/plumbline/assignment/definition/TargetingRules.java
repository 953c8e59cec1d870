package plumbline.assignment.definition;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.kit.failure.Violations;
import plumbline.kit.rule.AttributeRule;
import plumbline.kit.unit.UnitId;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.Variant;

/**
 * What the parts that say whom an experiment is for must be, as far as the definition alone tells.
 */
final class TargetingRules {
  private static final String ROOT = "definition.";
  private static final int SLOTS = 10_000;
  private static final int MAX_HOLDOUTS = 10;
  private static final int MAX_OVERRIDES = 1_000;
  private static final int MAX_PREREQUISITES = 10;

  private final Violations violations;
  private final ExperimentDefinition definition;

  private TargetingRules(Violations violations, ExperimentDefinition definition) {
    this.violations = violations;
    this.definition = definition;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var rules = new TargetingRules(violations, definition);
    AttributeRule.check(violations, ROOT + "eligibility", definition.getEligibility());
    rules.checkLayer();
    rules.checkHoldouts();
    rules.checkOverrides();
    rules.checkPrerequisites();
  }

  private void checkLayer() {
    if (!definition.hasLayer()) {
      return;
    }
    var slots = definition.getLayer();
    violations.check(
        ExperimentKey.isValid(slots.getLayer()), ROOT + "layer.layer", ExperimentKey.ALLOWED);
    violations.check(
        slots.getFromSlot() >= 0 && slots.getFromSlot() < SLOTS,
        ROOT + "layer.from_slot",
        "must be 0 to 9,999, the first slot");
    violations.check(
        slots.getToSlot() > slots.getFromSlot() && slots.getToSlot() <= SLOTS,
        ROOT + "layer.to_slot",
        "must be above from_slot and at most 10,000: one past the last slot");
  }

  private void checkHoldouts() {
    var holdouts = definition.getHoldoutsList();
    if (!violations.check(
        holdouts.size() <= MAX_HOLDOUTS, ROOT + "holdouts", "must be at most " + MAX_HOLDOUTS)) {
      return;
    }
    var keys = new HashSet<String>();
    for (var i = 0; i < holdouts.size(); i++) {
      var path = ROOT + "holdouts[" + i + "]";
      violations.check(ExperimentKey.isValid(holdouts.get(i)), path, ExperimentKey.ALLOWED);
      violations.check(keys.add(holdouts.get(i)), path, "is there twice");
    }
  }

  private void checkOverrides() {
    var overrides = definition.getOverridesList();
    if (!violations.check(
        overrides.size() <= MAX_OVERRIDES, ROOT + "overrides", "must be at most 1,000")) {
      return;
    }
    var variants = variants();
    var units = new HashSet<String>();
    for (var i = 0; i < overrides.size(); i++) {
      var path = ROOT + "overrides[" + i + "]";
      var override = overrides.get(i);
      violations.check(UnitId.isValid(override.getUnit()), path + ".unit", UnitId.RULE);
      violations.check(units.add(override.getUnit()), path + ".unit", "is there twice");
      violations.check(
          variants.contains(override.getVariant()),
          path + ".variant",
          "must be one of the experiment's variants");
    }
  }

  private void checkPrerequisites() {
    var prerequisites = definition.getPrerequisitesList();
    if (!violations.check(
        prerequisites.size() <= MAX_PREREQUISITES,
        ROOT + "prerequisites",
        "must be at most " + MAX_PREREQUISITES)) {
      return;
    }
    var keys = new HashSet<String>();
    for (var i = 0; i < prerequisites.size(); i++) {
      var path = ROOT + "prerequisites[" + i + "]";
      var prerequisite = prerequisites.get(i);
      violations.check(
          ExperimentKey.isValid(prerequisite.getKey()), path + ".key", ExperimentKey.ALLOWED);
      violations.check(
          keys.add(prerequisite.hasValue() + prerequisite.getKey()),
          path + ".key",
          "is there twice: a unit has one variant there, or one value");
      checkWanted(path, prerequisite);
    }
  }

  private void checkWanted(String path, Prerequisite prerequisite) {
    if (!prerequisite.hasValue()) {
      violations.check(
          ExperimentKey.isValid(prerequisite.getVariant()),
          path + ".variant",
          ExperimentKey.ALLOWED);
      return;
    }
    violations.check(
        prerequisite.getVariant().isEmpty(),
        path + ".variant",
        "must be left out where a flag's value is wanted");
    var value = prerequisite.getValue();
    violations.check(
        value.hasBoolValue() || value.hasStringValue() || value.hasNumberValue(),
        path + ".value",
        "must be a bool, a string or a number");
  }

  private Set<String> variants() {
    return definition.getVariantsList().stream().map(Variant::getKey).collect(Collectors.toSet());
  }
}
