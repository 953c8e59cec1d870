package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import plumbline.engine.planning.SampleSize;

/** Says what a guardrail can find. */
final class HarmWords {
  /** What is only approximate is not shown to the sixth digit. */
  private static final MathContext ESTIMATE_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private HarmWords() {}

  static String describe(HarmPlan plan, String metric, SampleSize units) {
    String with =
        "with %s units of control and %s of the treatment, one look finds"
            .formatted(Words.count(units.controlUnits()), Words.count(units.treatmentUnits()));
    String chance = " with a chance of %s %%".formatted(Words.percent(decimal(plan.power())));
    return switch (plan.smallestHarm(units)) {
      case SmallestHarm.Undetectable() -> with + " no possible harm of " + metric + chance;
      case SmallestHarm.Detectable found ->
          with + harm(plan, metric, found) + chance + (found.approximate() ? ", roughly" : "");
    };
  }

  private static String harm(HarmPlan plan, String metric, SmallestHarm.Detectable found) {
    Threshold threshold = plan.threshold();
    return " a harm of %s (%s at %s in place of %s)"
        .formatted(
            Words.amount(estimate(found.harm()), threshold),
            metric,
            Words.value(estimate(found.treatment()), threshold.scale()),
            Words.value(decimal(plan.baseline().value()), threshold.scale()));
  }

  private static BigDecimal estimate(double value) {
    return decimal(value).round(ESTIMATE_DIGITS);
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value);
  }
}
