package plumbline.kit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRuleTest {
  private static final Map<String, Object> UNIT =
      Map.of(
          "country", "DE", "age", 21.0, "score", 0.5, "premium", true, "type", "b2b", "string",
          "word");

  private final AtomicInteger errors = new AtomicInteger();

  @Test
  void aNumberThatIsTooLargeIsCalledSo() {
    assertThatThrownBy(() -> compile("age > 9223372036854775808"))
        .hasMessageContaining("\"9223372036854775808\" is out of the range of numbers")
        .hasMessageNotContaining("input string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country == \"DE\" && age >= 18",
        "country == 'DE'",
        "country != 'FR'",
        "country in ['AT', 'DE']",
        "age in [20, 21]",
        "age == 21 && age < 21.5 && age > -1",
        "score == 0.5 && score < 1",
        "premium",
        "premium == true",
        "!(age < 18)",
        "country.startsWith('D') && country.endsWith('E') && country.contains('DE')",
        "type == 'b2b'",
        "string == 'word'",
        "country == 'DE' || plan == 'pro'",
        "country != 5",
        "true"
      })
  void holds(String rule) throws InvalidRuleException {
    assertThat(compile(rule).holds(UNIT::get)).isTrue();
    assertThat(errors).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country == 'FR'",
        "age < 18",
        "!premium",
        "country in []",
        "country == 21",
        "plan == 'pro'",
        "plan != 'pro'",
        "!(plan == 'pro')",
        "plan in ['pro']",
        "plan",
        "plan.startsWith('p')",
        "premium && plan == 'pro'"
      })
  void doesNotHold(String rule) throws InvalidRuleException {
    assertThat(compile(rule).holds(UNIT::get)).isFalse();
    assertThat(errors).as("a missing attribute is no error").hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "country > 5",
        "age.startsWith('2')",
        "age && premium",
        "!country",
        "country",
        "age",
        "country in age"
      })
  void whatDoesNotFitAtRunTimeDoesNotHoldAndIsCounted(String rule) throws InvalidRuleException {
    var compiled = compile(rule);
    assertThat(compiled.holds(UNIT::get)).isFalse();
    assertThat(compiled.holds(UNIT::get)).isFalse();
    assertThat(errors).hasValue(2);
  }

  @ParameterizedTest
  @MethodSource
  void isRefusedWithItsPlace(String rule, String place) {
    assertThatThrownBy(() -> compile(rule))
        .isInstanceOf(InvalidRuleException.class)
        .hasMessageContaining(place)
        .hasMessageNotContaining("candidates");
  }

  static Stream<Arguments> isRefusedWithItsPlace() {
    return Stream.of(
        arguments("country ==", "line 1, column 11"),
        arguments("country = 'DE'", "line 1, column 9"),
        arguments("country == 'DE' &&\n age >= ", "line 2, column 9"),
        arguments("country && 'x'", "line 1, column 9"),
        arguments("'a' < 5", "line 1, column 5"),
        arguments("5", "must say yes or no"),
        arguments("'DE'", "must say yes or no"),
        arguments("['DE']", "must say yes or no"),
        arguments("age + 1 > 18", "'+' has no place"),
        arguments("country.matches('(a+)+$')", "line 1, column 16: 'matches' has no place"),
        arguments("matches(country, 'a')", "'matches' has no place"),
        arguments("size(country) > 2", "'size' has no place"),
        arguments("[1, 2].all(x, x > age)", "has no place"),
        arguments("has(device.os)", "has no place"),
        arguments("device.os == 'x'", "no part 'os'"),
        arguments("country['x'] == 1", "'[ ]' has no place"),
        arguments("premium ? true : false", "'? :' has no place"),
        arguments("{'a': 1} == {'a': 1}", "a map or message"),
        arguments("timestamp('2026-01-01T00:00:00Z') < now", "'timestamp' has no place"),
        arguments("(".repeat(100) + "premium" + ")".repeat(100), "recursion limit"),
        arguments("premium" + " || premium".repeat(100), "at most 1,000 characters"),
        arguments(" ", "line 1"),
        arguments("\"unterminated", "line 1, column 1"));
  }

  @Test
  void theDeepestAndLongestThatIsTakenCanBeAsked() throws InvalidRuleException {
    assertThat(compile("!".repeat(990) + "premium").holds(UNIT::get)).isTrue();
    assertThat(compile("premium" + " && premium".repeat(90)).holds(UNIT::get)).isTrue();
    assertThat(compile("(".repeat(20) + "premium" + ")".repeat(20)).holds(UNIT::get)).isTrue();
  }

  @Test
  void tellsTheAttributesThatItReads() {
    assertThat(
            AttributeRule.attributes(
                "country in ['DE', other] && !(age < 18) || agent.contains('bot') || country == x"))
        .containsExactly("country", "other", "age", "agent", "x");
    assertThat(AttributeRule.attributes("true")).isEmpty();
    for (var noRule : new String[] {"", "country ==", "size(country) > 2", "a".repeat(1_001)}) {
      assertThat(AttributeRule.attributes(noRule)).isEmpty();
    }
  }

  private AttributeRule compile(String rule) throws InvalidRuleException {
    return AttributeRule.compile(rule, errors::incrementAndGet);
  }
}
