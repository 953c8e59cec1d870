package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.util.List;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.planning.Direction;

/** Says how a threshold was understood. */
final class ThresholdWords {
  /** Shares to show an example with: a usual error rate, or where that is out of reach, a half. */
  private static final List<BigDecimal> EXAMPLE_SHARES =
      List.of(new BigDecimal("0.02"), new BigDecimal("0.5"));

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ThresholdWords() {}

  static String describe(Threshold threshold, String metric) {
    String rule = rule(threshold, metric);
    return switch (threshold.scale()) {
      case Scale.Share() ->
          EXAMPLE_SHARES.stream()
              .filter(control -> isShare(threshold.limit(control)))
              .findFirst()
              .map(control -> rule + example(threshold, control))
              .orElse(rule);
      case Scale.Measured _ -> {
        BigDecimal control =
            threshold.kind() == Kind.RELATIVE
                ? HUNDRED
                : threshold.margin().multiply(BigDecimal.TEN);
        yield rule + example(threshold, control);
      }
    };
  }

  static String describe(Threshold threshold, String metric, double known) {
    BigDecimal control = BigDecimal.valueOf(known);
    String words = rule(threshold, metric) + example(threshold, control);
    boolean reachable =
        !(threshold.scale() instanceof Scale.Share) || isShare(threshold.limit(control));
    return reachable ? words : words + ", which no share can be: it can never be breached";
  }

  private static String rule(Threshold threshold, String metric) {
    String relatively = threshold.kind() == Kind.RELATIVE ? ", relatively" : "";
    return "breached when the treatment's %s is more than %s %s control's%s"
        .formatted(
            metric, Words.amount(threshold.margin(), threshold), beyond(threshold), relatively);
  }

  private static String example(Threshold threshold, BigDecimal control) {
    return ": with control at %s, %s %s"
        .formatted(
            Words.value(control, threshold.scale()),
            beyond(threshold),
            Words.value(threshold.limit(control), threshold.scale()));
  }

  private static String beyond(Threshold threshold) {
    return threshold.direction() == Direction.INCREASE ? "above" : "below";
  }

  /** Whether a share can lie beyond it: at 0 or 1 there is no room. */
  private static boolean isShare(BigDecimal limit) {
    return limit.signum() > 0 && limit.compareTo(BigDecimal.ONE) < 0;
  }
}
