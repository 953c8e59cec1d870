package plumbline.assignment.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.Values;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.rule.InvalidRuleException;

/** The language has its own tests; this is what callers' attributes are to it. */
class EligibilityRuleTest {
  private static final Map<String, Value> UNIT =
      Map.of(
          "country", Values.of("DE"),
          "age", Values.of(21),
          "premium", Values.of(true),
          "nothing", Values.ofNull(),
          "list", Values.of(ListValue.getDefaultInstance()),
          "object", Values.of(Struct.getDefaultInstance()));

  private final AtomicInteger errors = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"country == 'DE' && age >= 18", "premium", "age == 21"})
  void includes(String rule) throws InvalidRuleException {
    assertThat(compile(rule).includes(UNIT)).isTrue();
    assertThat(errors).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"age < 18", "nothing == 1", "list", "object == 'x'", "unknown != 'x'"})
  void leavesOut(String rule) throws InvalidRuleException {
    assertThat(compile(rule).includes(UNIT)).isFalse();
    assertThat(errors).as("what is no scalar is missing, which is no error").hasValue(0);
  }

  @Test
  void whatDoesNotFitIsNotEligibleAndCounted() throws InvalidRuleException {
    assertThat(compile("country > 5").includes(UNIT)).isFalse();
    assertThat(errors).hasValue(1);
  }

  private EligibilityRule compile(String rule) throws InvalidRuleException {
    return EligibilityRule.compile(rule, errors::incrementAndGet);
  }
}
