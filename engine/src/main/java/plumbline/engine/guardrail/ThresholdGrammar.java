package plumbline.engine.guardrail;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.planning.Direction;

/**
 * The grammar: {@code < NUMBER SUFFIX increase|decrease from control}. White space and case do not
 * matter; {@code <=} and {@code ≤} are read as {@code <}, because a test cannot tell a harm of
 * exactly the margin from one just below it. The number has a decimal point, at most 10 digits
 * before it and 6 behind; the suffix is {@code %} (always relative), {@code pp} or {@code
 * percentage points} (shares only), or the metric's own unit, which is empty for a plain number.
 */
final class ThresholdGrammar {
  private static final int MAX_LENGTH = 200;

  private static final Pattern SENTENCE =
      Pattern.compile("(?:<=|<|≤) ?(.+?) ?(increase|decrease) from control", CASE_INSENSITIVE);

  /** What follows the number is no number: {@code 1,5} and {@code 1.2.3} are not 1 with a unit. */
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,10}(?:\\.[0-9]{1,6})?|\\.[0-9]{1,6})(?: ?([^0-9., ].*))?");

  private ThresholdGrammar() {}

  static Threshold parse(String text, Scale scale) {
    Matcher sentence = SENTENCE.matcher(Words.singleSpaced(text));
    if (text.length() > MAX_LENGTH || !sentence.matches()) {
      throw refused("a threshold reads like " + examples(scale), text);
    }
    Matcher amount = AMOUNT.matcher(sentence.group(1));
    if (!amount.matches()) {
      throw refused(
          "a margin is a number above 0 with a decimal point, at most 10 digits before it and 6"
              + " behind, and a unit, as in "
              + examples(scale),
          text);
    }
    BigDecimal number = new BigDecimal(amount.group(1));
    Kind kind = kind(Optional.ofNullable(amount.group(2)).orElse(""), scale, text);
    BigDecimal margin = kind == Kind.ABSOLUTE ? number : number.movePointLeft(2);
    return new Threshold(margin, kind, direction(sentence.group(2)), scale);
  }

  private static Kind kind(String suffix, Scale scale, String text) {
    return switch (suffix.toLowerCase(Locale.ROOT)) {
      case "%" -> Kind.RELATIVE;
      case "pp", "percentage point", "percentage points" -> {
        if (!(scale instanceof Scale.Share)) {
          throw refused("percentage points are for shares; here, write " + examples(scale), text);
        }
        yield Kind.PERCENTAGE_POINTS;
      }
      case String other -> {
        if (!(scale instanceof Scale.Measured(var unit)) || !other.equalsIgnoreCase(unit)) {
          throw refused("the unit has to be the metric's: write " + examples(scale), text);
        }
        yield Kind.ABSOLUTE;
      }
    };
  }

  private static Direction direction(String word) {
    return Direction.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String examples(Scale scale) {
    String relative = "\"< 1% increase from control\" (relative to control's value)";
    return switch (scale) {
      case Scale.Share() ->
          relative + " or \"< 0.5pp increase from control\" (percentage points); or decrease";
      case Scale.Measured(var unit) ->
          "%s or \"< 200%s increase from control\"; or decrease".formatted(relative, unit);
    };
  }

  private static GuardrailSyntaxException refused(String allowed, String text) {
    return new GuardrailSyntaxException(allowed + "; not " + Words.quoted(text));
  }
}
