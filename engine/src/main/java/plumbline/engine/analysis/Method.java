package plumbline.engine.analysis;

import java.util.List;

/** How a treatment was compared with control. What each assumes is said with every result. */
public enum Method {
  /** Two shares, by the pooled z test. */
  POOLED_Z(
      "two-proportion pooled z; Newcombe hybrid score interval; Fieller relative interval",
      "difference of shares",
      List.of(Method.INDEPENDENT, "The counts are large enough for the normal approximation.")),
  /** Two shares, by Miettinen and Nurminen's score statistic. */
  SCORE(
      "Miettinen-Nurminen score test and intervals of the difference and the ratio",
      "difference of shares",
      List.of(Method.INDEPENDENT)),
  /** Two means. */
  WELCH(
      "Welch's t; Welch interval; Fieller relative interval with the t quantile",
      "difference of means",
      List.of(Method.INDEPENDENT, Method.NORMAL_MEAN)),
  /** Two means less what the covariate explains. */
  CUPED(
      "CUPED: Welch's t on adjusted means; Fieller relative interval on adjusted means",
      "difference of CUPED-adjusted means",
      List.of(
          Method.INDEPENDENT,
          Method.NORMAL_MEAN,
          "What the covariate counts happened before anything of the treatment.")),
  /** Two ratios of sums. */
  RATIO(
      "ratio of sums with the delta method over units; Welch's t; Fieller relative interval",
      "difference of ratios (delta method over units)",
      List.of(Method.INDEPENDENT, "Both sides' means are normal at this number of units.")),
  /** Two ratios less what the ratio before explains. */
  RATIO_CUPED(
      "CUPED on linearised ratios; Welch's t; Fieller relative interval",
      "difference of CUPED-adjusted ratios",
      List.of(
          Method.INDEPENDENT,
          "Both sides' means are normal at this number of units.",
          "What the covariate counts happened before anything of the treatment.")),
  /** Two quantiles of single values. */
  QUANTILE(
      "quantiles of histograms, variance over units; bucket error added to the interval",
      "difference of quantiles (variance over units)",
      List.of(Method.INDEPENDENT, "The density around the quantile is smooth."));

  private static final String INDEPENDENT = "Units do not influence each other.";
  private static final String NORMAL_MEAN = "The mean is normal at this number of units.";

  private final String words;
  private final String estimate;
  private final List<String> assumptions;

  Method(String words, String estimate, List<String> assumptions) {
    this.words = words;
    this.estimate = estimate;
    this.assumptions = assumptions;
  }

  /** Test and intervals of a fixed horizon, as the field calls them. */
  String words() {
    return words;
  }

  /** What other designs put their boundary around. */
  String estimate() {
    return estimate;
  }

  /** What has to be true for the result to be. */
  public List<String> assumptions() {
    return assumptions;
  }
}
