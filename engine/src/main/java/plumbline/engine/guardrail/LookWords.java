package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.NotJudged;

/** Says what a look showed. */
final class LookWords {
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private LookWords() {}

  static String describe(GuardrailLook look, String metric) {
    String begin =
        "look %s, at %s units: %s "
            .formatted(Words.count(look.number()), Words.count(look.exposedUnits()), metric);
    return begin
        + switch (look.reading()) {
          case NotJudged(var reason) -> "is not judged, as " + reason.words();
          case Measured it -> state(it.state()) + ": " + numbers(it, look.threshold());
        };
  }

  private static String state(Clearance.State state) {
    return switch (state) {
      case BREACHED -> "is breached";
      case WATCH -> "is beyond its margin, which may be chance";
      case UNPROVEN -> "is within its margin, but more harm is not ruled out";
      case CLEARED -> "is cleared";
      case NOT_JUDGED -> "is not judged";
    };
  }

  private static String numbers(Measured it, Threshold threshold) {
    return "the harm is %s, at least %s and at most %s (%s), and the margin is %s"
        .formatted(
            amount(it.harm(), threshold),
            amount(it.lower(), threshold),
            amount(it.upper(), threshold),
            it.method().words(),
            Words.amount(threshold.margin(), threshold));
  }

  private static String amount(OptionalDouble harm, Threshold threshold) {
    return harm.isEmpty()
        ? "unknown"
        : Words.amount(BigDecimal.valueOf(harm.getAsDouble()).round(DIGITS), threshold);
  }
}
