package plumbline.kit.rule;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Violations;

/**
 * A rule over attributes, checked and compiled: {@code country == "DE" && age >= 18}. A bare name
 * is the attribute of that name, whose type is known only when the rule is asked. Immutable and
 * thread-safe.
 */
public final class AttributeRule {
  private final CelRuntime.Program program;
  private final Runnable onError;

  private AttributeRule(CelRuntime.Program program, Runnable onError) {
    this.program = program;
    this.onError = onError;
  }

  /**
   * Makes a rule ready.
   *
   * @param onError called each time that the types of the attributes do not fit the rule
   * @throws InvalidRuleException saying where, why, and what is allowed
   */
  public static AttributeRule compile(String text, Runnable onError) throws InvalidRuleException {
    var checked = RuleLanguage.check(text);
    return new AttributeRule(RuleLanguage.plan(checked), onError);
  }

  /** Adds a violation if the text is no rule. An empty text is none that could be wrong. */
  public static void check(Violations violations, String field, String text) {
    if (text.isEmpty()) {
      return;
    }
    try {
      compile(text, () -> {});
    } catch (InvalidRuleException e) {
      violations.add(field, e.description());
    }
  }

  /** Names of the attributes that a rule reads, as they come; none of a text that is no rule. */
  public static Set<String> attributes(String text) {
    try {
      return RuleLanguage.attributes(text);
    } catch (InvalidRuleException _) {
      return Set.of();
    }
  }

  /**
   * Whether the rule is true. Where a missing attribute leaves the answer open, or the types do not
   * fit, it is not; the latter is also told to {@code onError}. Never throws.
   *
   * @param attributes by name: Boolean, String or Double; null for one that is missing
   */
  public boolean holds(Function<String, @Nullable Object> attributes) {
    try {
      // Neither true nor false: an attribute is missing that the answer depends on.
      return switch (program.eval(name -> Optional.ofNullable(attributes.apply(name)))) {
        case Boolean holds -> holds;
        case String _, Number _ -> error();
        default -> false;
      };
    } catch (CelEvaluationException | RuntimeException _) {
      return error();
    }
  }

  private boolean error() {
    onError.run();
    return false;
  }
}
