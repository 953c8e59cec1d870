package plumbline.analysis.dashboard.field;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A slider beside a field that takes a number; where scripts do not run it is not shown. In a
 * template {@code {#include field/range range=… /}}.
 *
 * @param field the field that it moves
 * @param post whether its form is sent by POST
 * @param url where the plan that follows is asked for
 */
public record Range(Field field, String min, String max, String step, boolean post, String url) {
  /** What the slider of a field is sent as. */
  public static final String SUFFIX = ".slider";

  /** What the slider is sent as. */
  public String name() {
    return field.name() + SUFFIX;
  }

  /** Unique on the page. */
  public String id() {
    return field.id() + "-slider";
  }

  /** Where it stands: at an end where the number lies beyond it. */
  public String value() {
    return read(field.value())
        .map(it -> it.max(new BigDecimal(min)).min(new BigDecimal(max)).toPlainString())
        .orElse(min);
  }

  private static Optional<BigDecimal> read(String text) {
    return Numbers.parse(text.replace("%", ""));
  }
}
