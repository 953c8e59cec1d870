package plumbline.assignment.eligibility;

import com.google.protobuf.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.engine.targeting.Eligibility;
import plumbline.kit.rule.AttributeRule;
import plumbline.kit.rule.InvalidRuleException;

/** A rule over the attributes of a call: whoever it is not true for is not eligible. */
public final class EligibilityRule implements Eligibility {
  private final AttributeRule rule;

  private EligibilityRule(AttributeRule rule) {
    this.rule = rule;
  }

  /**
   * Makes a rule ready.
   *
   * @param onError called each time that the rule cannot be evaluated for a unit
   * @throws InvalidRuleException saying where, why, and what is allowed
   */
  public static EligibilityRule compile(String text, Runnable onError) throws InvalidRuleException {
    return new EligibilityRule(AttributeRule.compile(text, onError));
  }

  @Override
  public boolean includes(Map<String, ?> attributes) {
    return rule.holds(name -> scalar(attributes.get(name)));
  }

  /** Null for what a rule cannot ask about: as if it were not there. */
  private static @Nullable Object scalar(@Nullable Object attribute) {
    return attribute instanceof Value value
        ? switch (value.getKindCase()) {
          case BOOL_VALUE -> value.getBoolValue();
          case STRING_VALUE -> value.getStringValue();
          case NUMBER_VALUE -> value.getNumberValue();
          case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> null;
        }
        : null;
  }
}
