package plumbline.analysis.results;

import java.util.function.DoubleFunction;
import plumbline.analysis.results.Contrast.Compared;
import plumbline.analysis.results.Contrast.NotCompared;
import plumbline.analysis.results.Contrast.Test;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;

/**
 * One comparison in plain words, for a product manager. It says no more than the data: without a
 * significant difference it does not say that there is none.
 *
 * @param alpha two-sided
 * @param splitBroken whether the sample ratio test failed
 */
record Sentence(
    StudiedMetric metric, String control, String treatment, double alpha, boolean splitBroken) {

  String about(Contrast contrast) {
    return switch (contrast) {
      case NotCompared(var reason) -> notCompared(reason);
      case Compared compared -> compared(compared);
    };
  }

  private String notCompared(NotDefined.Reason reason) {
    return switch (reason) {
      case TOO_FEW_UNITS, TOO_FEW_VARIANTS ->
          "%s cannot be compared between %s and %s yet: there are too few units."
              .formatted(metric.key(), treatment, control);
      case TOO_FEW_VALUES ->
          "%s cannot be compared between %s and %s yet: there are too few values beyond the quantile."
              .formatted(metric.key(), treatment, control);
      case DENOMINATOR_IS_ZERO ->
          "%s cannot be compared between %s and %s yet: its denominators sum to zero."
              .formatted(metric.key(), treatment, control);
      case NO_VARIANCE, CONTROL_IS_ZERO ->
          "%s cannot be compared between %s and %s: it did not vary between units in either."
              .formatted(metric.key(), treatment, control);
    };
  }

  private String compared(Compared compared) {
    var broken = splitBroken ? "; the split is not what was planned, so do not rely on this" : "";
    return metric.key() + " was " + effect(compared) + "; " + evidence(compared) + broken + ".";
  }

  private String effect(Compared compared) {
    return switch (compared.lift()) {
      case RelativeLift.Bounded(var estimate, var interval) when !compared.controlNegative() ->
          phrase(estimate, interval, Figures::percent);
      case RelativeLift.Bounded _ -> absolute(compared);
      case RelativeLift.Unbounded _ ->
          absolute(compared)
              + ", while "
              + control
              + " is too close to zero to say how much that is in per cent";
      case NotDefined _ -> absolute(compared) + ", which cannot be said in per cent of " + control;
    };
  }

  private String absolute(Compared compared) {
    return phrase(compared.difference(), compared.interval(), this::amount);
  }

  /** A size in the metric's own unit. */
  private String amount(double difference) {
    if (metric.isShare()) {
      return Figures.size(100 * difference) + " percentage points";
    }
    var unit = metric.unitOfMeasure();
    var plain = unit.isEmpty() || unit.equals("1");
    return Figures.size(difference) + (plain ? "" : " " + unit);
  }

  private String phrase(double effect, Interval interval, DoubleFunction<String> size) {
    var where =
        effect == 0
            ? "the same in %s as in %s".formatted(treatment, control)
            : "%s %s in %s than in %s"
                .formatted(size.apply(effect), side(effect), treatment, control);
    return "%s (%s %% interval %s)"
        .formatted(where, Figures.atMost(100 * (1 - alpha), 2), range(interval, size));
  }

  private static String range(Interval interval, DoubleFunction<String> size) {
    var lower = interval.lower();
    var upper = interval.upper();
    if (lower >= 0) {
      return size.apply(lower) + " to " + size.apply(upper) + " higher";
    }
    if (upper <= 0) {
      return size.apply(upper) + " to " + size.apply(lower) + " lower";
    }
    return size.apply(lower) + " lower to " + size.apply(upper) + " higher";
  }

  private static String side(double effect) {
    return effect < 0 ? "lower" : "higher";
  }

  private String evidence(Compared compared) {
    return compared
        .test()
        .map(test -> evidence(compared, test))
        .orElse("every unit did the same, so there is nothing to test");
  }

  private String evidence(Compared compared, Test test) {
    var p = Figures.p(test.pValueTwoSided());
    var significant = compared.significant(alpha);
    if (significant == compared.interval().contains(0)) {
      // The pooled test and the score interval use different variances.
      return "the evidence is borderline: the test (" + p + ") and the interval do not agree";
    }
    return significant
        ? "the difference is unlikely to be chance (" + p + ")" + judgement(compared)
        : "this could well be chance (" + p + "), so no difference is shown, and none ruled out";
  }

  private String judgement(Compared compared) {
    if (splitBroken) {
      return "";
    }
    return switch (metric.judge(compared.difference())) {
      case BETTER -> " and is for the better";
      case WORSE -> " and is for the worse";
      case NEITHER -> "";
    };
  }
}
