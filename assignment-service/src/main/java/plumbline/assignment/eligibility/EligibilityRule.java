package plumbline.assignment.eligibility;

import com.google.protobuf.Value;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.engine.targeting.Eligibility;

/**
 * An eligibility rule, checked and compiled: {@code country == "DE" && age >= 18}. A bare name is
 * the attribute of that name, whose type is known only when the rule is asked. Where a missing
 * attribute leaves the answer open, or the types do not fit, the unit is not eligible; the latter
 * is also counted.
 */
public final class EligibilityRule implements Eligibility {
  /** Longest rule, in code points. */
  public static final int MAX_LENGTH = RuleLanguage.MAX_LENGTH;

  private final CelRuntime.Program program;
  private final Runnable onError;

  private EligibilityRule(CelRuntime.Program program, Runnable onError) {
    this.program = program;
    this.onError = onError;
  }

  /**
   * Makes a rule ready.
   *
   * @param onError called each time that the rule cannot be evaluated for a unit
   * @throws InvalidRuleException saying where, why, and what is allowed
   */
  public static EligibilityRule compile(String text, Runnable onError) throws InvalidRuleException {
    var checked = RuleLanguage.check(text);
    return new EligibilityRule(RuleLanguage.plan(checked), onError);
  }

  @Override
  public boolean includes(Map<String, ?> attributes) {
    CelVariableResolver resolver = name -> scalar(attributes.get(name));
    try {
      // Neither true nor false: an attribute is missing that the answer depends on.
      return switch (program.eval(resolver)) {
        case Boolean eligible -> eligible;
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

  private static Optional<Object> scalar(@Nullable Object attribute) {
    return attribute instanceof Value value
        ? switch (value.getKindCase()) {
          case BOOL_VALUE -> Optional.of(value.getBoolValue());
          case STRING_VALUE -> Optional.of(value.getStringValue());
          case NUMBER_VALUE -> Optional.of(value.getNumberValue());
          case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> Optional.empty();
        }
        : Optional.empty();
  }
}
