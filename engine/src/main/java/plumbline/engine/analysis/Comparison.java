package plumbline.engine.analysis;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.analysis.Finding.Adjustment;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.Timing;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.planning.Significance;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.HistogramQuantile;
import plumbline.engine.statistics.HistogramQuantile.Estimated;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.ProportionTest;
import plumbline.engine.statistics.QuantileTest;
import plumbline.engine.statistics.WelchTest;

/**
 * Compares a treatment with control, by the method of the metric's kind and of the plan's design:
 *
 * <table>
 * <caption>Methods</caption>
 * <tr><th>kind</th><th>fixed horizon</th><th>other designs</th></tr>
 * <tr><td>PROPORTION</td><td>{@link ProportionTest}</td><td rowspan="4">the estimate and its
 * standard error, by the design's critical value ({@link Watched})</td></tr>
 * <tr><td>COUNT, MEAN</td><td>{@link WelchTest}</td></tr>
 * <tr><td>RATIO</td><td>{@link WelchTest} with the delta method's variance</td></tr>
 * <tr><td>QUANTILE</td><td>{@link QuantileTest}</td></tr>
 * </table>
 *
 * <p>Where the sums have a covariate, it is taken out before ({@link Cuped}), and the result has
 * the unadjusted one beside it.
 */
public record Comparison(Metric metric, Design design) {

  /**
   * Treatment against control.
   *
   * @param alpha two-sided, from 1e-12 to 0.5 (excluded): the plan's, or what a correction leaves
   */
  public Finding compare(Arm control, Arm treatment, double alpha) {
    return compare(control, treatment, Significance.twoSided(alpha), false);
  }

  /**
   * The same, if asked with two shares by the score statistic even where the usual methods agree.
   */
  Finding compare(Arm control, Arm treatment, Significance level, boolean byScore) {
    if (metric.kind() == Kind.QUANTILE) {
      return quantiles(control, treatment, level);
    }
    if (isPlainShare(control)) {
      return shares(control, treatment, level, byScore);
    }
    return switch (Pair.of(metric, control, treatment)) {
      case Pair.Neither(var reason) -> new NotCompared(reason);
      case Pair.Both both -> {
        var warnings = new Warnings(metric, control, treatment);
        yield switch (means(method(both), both.control(), both.treatment(), level, warnings)) {
          case Compared compared when both.cuped().isPresent() ->
              adjusted(compared, both.cuped().get(), control, treatment);
          case Finding other -> other;
        };
      }
    };
  }

  /** An arm's own value and its variance, nothing taken out; empty where it is not known. */
  public Optional<Estimate> estimate(Arm arm) {
    if (metric.kind() == Kind.QUANTILE) {
      return arm.values().isPresent() && estimateQuantile(arm) instanceof Estimated quantile
          ? Optional.of(new Estimate(quantile.value(), Math.pow(quantile.standardError(), 2)))
          : Optional.empty();
    }
    return Pair.plain(metric, arm) instanceof ArmSummary summary && summary.variance() > 0.0
        ? Optional.of(summary.estimate())
        : Optional.empty();
  }

  private boolean isPlainShare(Arm control) {
    return metric.kind() == Kind.PROPORTION
        && design instanceof Design.FixedHorizon
        && !Pair.hasCovariate(control);
  }

  private Method method(Pair.Both both) {
    boolean cuped = both.cuped().isPresent();
    return metric.kind() == Kind.RATIO
        ? (cuped ? Method.RATIO_CUPED : Method.RATIO)
        : (cuped ? Method.CUPED : Method.WELCH);
  }

  private Compared adjusted(Compared compared, Cuped.Adjusted cuped, Arm control, Arm treatment) {
    Finding plain =
        metric.kind() == Kind.PROPORTION && design instanceof Design.FixedHorizon
            ? shares(control, treatment, compared.level(), false)
            : means(
                metric.kind() == Kind.RATIO ? Method.RATIO : Method.WELCH,
                cuped.plainControl(),
                cuped.plainTreatment(),
                compared.level(),
                new Warnings(metric, control, treatment));
    return compared.with(
        new Adjustment(cuped.theta(), cuped.varianceReduction(), plain),
        cuped.whyPlain().map(_ -> Warning.COVARIATE_UNUSED));
  }

  private Finding shares(Arm control, Arm treatment, Significance level, boolean byScore) {
    var warnings = new Warnings(metric, control, treatment);
    var test = new ProportionTest(level.alpha());
    var from = Pair.share(control);
    var to = Pair.share(treatment);
    return switch (byScore ? test.compareByScore(from, to) : test.compare(from, to)) {
      case NotDefined(var reason) -> new NotCompared(reason);
      case ProportionTest.Compared c ->
          new Compared(
              switch (c.method()) {
                case POOLED_NEWCOMBE -> Method.POOLED_Z;
                case SCORE -> Method.SCORE;
              },
              Timing.ONCE,
              level,
              c.rateControl(),
              c.rateTreatment(),
              c.difference(),
              c.interval(),
              c.lift(),
              c.pooled()
                  .map(z ->
                      new Finding.Test(
                          z.z(), z.pValueTwoSided(), OptionalDouble.empty(), z.standardError())),
              warnings.ofShares(c.pooled().isEmpty(), c.lift()),
              Optional.empty());
    };
  }

  private Finding means(
      Method method,
      ArmSummary control,
      ArmSummary treatment,
      Significance level,
      Warnings warnings) {
    return switch (design) {
      case Design.FixedHorizon _ -> welch(method, control, treatment, level, warnings);
      case Design.AlwaysValid(var sequence) ->
          new Watched(method, level, warnings).always(Effect.of(control, treatment), sequence);
      case Design.GroupSequential looks ->
          new Watched(method, level, warnings).atLook(Effect.of(control, treatment), looks);
    };
  }

  private static Finding welch(
      Method method,
      ArmSummary control,
      ArmSummary treatment,
      Significance level,
      Warnings warnings) {
    return switch (new WelchTest(level.alpha()).compare(control, treatment)) {
      case NotDefined(var reason) -> new NotCompared(reason);
      case WelchTest.Compared c ->
          new Compared(
              method,
              Timing.ONCE,
              level,
              c.meanControl(),
              c.meanTreatment(),
              c.difference(),
              c.interval(),
              c.lift(),
              Optional.of(
                  new Finding.Test(
                      c.t(), c.pValueTwoSided(), OptionalDouble.of(c.df()), c.standardError())),
              warnings.ofMeans(control, c.lift()),
              Optional.empty());
    };
  }

  private Finding quantiles(Arm control, Arm treatment, Significance level) {
    if (control.values().isEmpty() || treatment.values().isEmpty()) {
      return new NotCompared(Reason.TOO_FEW_VALUES);
    }
    return switch (estimateQuantile(control)) {
      case NotDefined(var reason) -> new NotCompared(reason);
      case Estimated from ->
          switch (estimateQuantile(treatment)) {
            case NotDefined(var reason) -> new NotCompared(reason);
            case Estimated to -> quantiles(control, from, treatment, to, level);
          };
    };
  }

  private HistogramQuantile.Result estimateQuantile(Arm arm) {
    var values = arm.values().orElseThrow();
    return HistogramQuantile.estimate(
        values.histogram(), metric.quantile(), values.scan(), metric.scale());
  }

  private Finding quantiles(
      Arm control, Estimated from, Arm treatment, Estimated to, Significance level) {
    var warnings = new Warnings(metric, control, treatment);
    var units = units(control) + units(treatment);
    var watched = new Watched(Method.QUANTILE, level, warnings);
    return switch (design) {
      case Design.AlwaysValid(var sequence) -> watched.always(Effect.of(from, to, units), sequence);
      case Design.GroupSequential looks -> watched.atLook(Effect.of(from, to, units), looks);
      case Design.FixedHorizon _ ->
          switch (new QuantileTest(level.alpha())
              .compare(from, units(control), to, units(treatment))) {
            case NotDefined(var reason) -> new NotCompared(reason);
            case QuantileTest.Compared c ->
                new Compared(
                    Method.QUANTILE,
                    Timing.ONCE,
                    level,
                    c.quantileControl(),
                    c.quantileTreatment(),
                    c.difference(),
                    c.interval(),
                    c.lift(),
                    Optional.of(
                        new Finding.Test(
                            c.t(),
                            c.pValueTwoSided(),
                            OptionalDouble.of(c.df()),
                            c.standardError())),
                    warnings.ofQuantiles(from, c.lift()),
                    Optional.empty());
          };
    };
  }

  private static long units(Arm arm) {
    return arm.values().orElseThrow().scan().units();
  }
}
