package plumbline.assignment.definition;

import com.google.protobuf.Value;
import java.util.HashSet;
import java.util.Set;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Variant;

/** What the variants must be. */
final class VariantRules {
  private static final String ROOT = "definition.variants";
  private static final int MIN = 2;
  private static final int MAX = 12;
  private static final int MAX_WITHOUT_JUSTIFICATION = 4;
  private static final int MAX_TEXT = 1_000;
  private static final double SUM_TOLERANCE = 1e-9;

  private VariantRules() {}

  static void check(Violations violations, ExperimentDefinition definition) {
    var variants = definition.getVariantsList();
    if (!violations.check(
        variants.size() >= MIN && variants.size() <= MAX, ROOT, "must be 2 to 12")) {
      return;
    }
    var keys = new HashSet<String>();
    for (var i = 0; i < variants.size(); i++) {
      checkVariant(violations, variants.get(i), ROOT + "[" + i + "]", keys);
    }
    var sum = variants.stream().mapToDouble(Variant::getWeight).sum();
    violations.check(
        Math.abs(sum - 1) <= SUM_TOLERANCE, ROOT, "must have weights that sum to 1, not " + sum);
    var controls = variants.stream().filter(Variant::getControl).count();
    violations.check(
        controls == 1, ROOT, "must have exactly one that is the control, not " + controls);
    checkJustification(violations, definition);
  }

  private static void checkVariant(
      Violations violations, Variant variant, String path, Set<String> keys) {
    violations.check(ExperimentKey.isValid(variant.getKey()), path + ".key", ExperimentKey.ALLOWED);
    violations.check(keys.add(variant.getKey()), path + ".key", "must be unique in the experiment");
    violations.check(
        variant.getWeight() > 0 && variant.getWeight() < 1,
        path + ".weight",
        "must be a share in (0, 1)");
    Text.checkLength(violations, path + ".description", variant.getDescription(), 0, MAX_TEXT);
    violations.check(
        variant.getPayload().getKindCase() != Value.KindCase.LIST_VALUE,
        path + ".payload",
        "must be a bool, a string, a number or an object");
  }

  private static void checkJustification(Violations violations, ExperimentDefinition definition) {
    var field = "definition.plan.many_variants_justification";
    var many = definition.getVariantsCount() > MAX_WITHOUT_JUSTIFICATION;
    var text = definition.getPlan().getManyVariantsJustification();
    if (many && text.isBlank()) {
      violations.add(field, "is needed for more than 4 variants: say why fewer would not do");
    }
    Text.checkLength(violations, field, text, 0, MAX_TEXT);
  }
}
