package plumbline.assignment.flag;

import com.google.protobuf.Value;
import java.util.HashSet;
import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.Text;
import plumbline.kit.definition.WellFormed;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;

/** What a flag's definition must be, as far as it tells by itself. */
final class FlagRules {
  static final String ROOT = "definition";
  static final String RULES = ROOT + ".rules";
  static final int MAX_RULES = 50;
  private static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DESCRIPTION = 1_000;
  private static final int MAX_OWNER = 200;
  private static final int MAX_TAGS = 20;
  private static final int MAX_TAG = 64;

  private final Violations violations;
  private final FlagDefinition definition;

  private FlagRules(Violations violations, FlagDefinition definition) {
    this.violations = violations;
    this.definition = definition;
  }

  /** Adds all that is wrong with a definition, as {@code definition.…}. */
  static void check(Violations violations, FlagDefinition definition) {
    if (!violations.check(
        definition.getSerializedSize() <= MAX_BYTES, ROOT, "must be at most 256 KiB as protobuf")) {
      return;
    }
    new WellFormed(violations).check(definition, ROOT);
    var rules = new FlagRules(violations, definition);
    rules.checkWords();
    rules.checkTypes();
    rules.checkRules();
  }

  /** Adds a violation if the value is not of the type, or not there. */
  static void checkValue(
      Violations violations, String field, FlagType type, boolean present, Value value) {
    // A type that is not known is named itself.
    if (FlagValues.isKnown(type)) {
      violations.check(present && FlagValues.isOf(type, value), field, FlagValues.allowed(type));
    }
  }

  private void checkWords() {
    Text.checkLength(
        violations, ROOT + ".description", definition.getDescription(), 1, MAX_DESCRIPTION);
    Text.checkLength(violations, ROOT + ".owner", definition.getOwner(), 1, MAX_OWNER);
    violations.check(
        definition.getTagsCount() <= MAX_TAGS, ROOT + ".tags", "must be at most " + MAX_TAGS);
    var seen = new HashSet<String>();
    for (var i = 0; i < Math.min(definition.getTagsCount(), MAX_TAGS); i++) {
      var field = ROOT + ".tags[" + i + "]";
      Text.checkLength(violations, field, definition.getTags(i), 1, MAX_TAG);
      violations.check(seen.add(definition.getTags(i)), field, "is there twice");
    }
  }

  private void checkTypes() {
    violations.check(
        FlagValues.isKnown(definition.getType()),
        ROOT + ".type",
        "must be " + Allowed.of(FlagType.getDescriptor()));
    violations.check(
        definition.getUnitType() != UnitType.UNIT_TYPE_UNSPECIFIED
            && definition.getUnitType() != UnitType.UNRECOGNIZED,
        ROOT + ".unit_type",
        "must be " + Allowed.of(UnitType.getDescriptor()));
    checkValue(
        violations,
        ROOT + ".default_value",
        definition.getType(),
        definition.hasDefaultValue(),
        definition.getDefaultValue());
  }

  private void checkRules() {
    if (!violations.check(
        definition.getRulesCount() <= MAX_RULES, RULES, "must be at most " + MAX_RULES)) {
      return;
    }
    var check = new FlagRuleCheck(violations, definition.getType());
    for (var i = 0; i < definition.getRulesCount(); i++) {
      check.check(RULES + "[" + i + "]", definition.getRules(i));
    }
  }
}
