package plumbline.engine.guardrail;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.Direction;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.statistics.Normal;

/**
 * What one look of a guardrail finds, and what it takes to clear it. It tests H0: harm &le; margin
 * by {@code m_T - slope·m_C - shift} with {@code se² = v_T + slope²·v_C}, one-sided; a treatment at
 * distance D beyond the limit is found with the power where {@code D = (z(level) + z(power))·se},
 * se as it is at that treatment.
 *
 * @param power from 0.5 to 0.999999999
 */
public record HarmPlan(Threshold threshold, Baseline baseline, WatchLevel level, double power) {
  /**
   * Refuses what does not go together.
   *
   * @throws IllegalArgumentException for a power out of range, a rate where the threshold is not
   *     for a share, a mean that is no share where it is, or a baseline that is not above 0 where
   *     the threshold is relative
   */
  public HarmPlan {
    double value = baseline.value();
    boolean share = threshold.scale() instanceof Scale.Share;
    if (!(power >= 0.5 && power <= 1.0 - 1e-9)) {
      throw new IllegalArgumentException("power is from 0.5 to 0.999999999, not " + power);
    }
    if (share ? !(value > 0.0 && value < 1.0) : baseline instanceof Baseline.Rate) {
      throw new IllegalArgumentException(
          "baseline is a share where the threshold is for one, else a mean, not " + baseline);
    }
    if (threshold.kind() == Kind.RELATIVE && !(value > 0.0)) {
      throw new IllegalArgumentException(
          "baseline is above 0 where the margin is relative to it, not " + value);
    }
  }

  /**
   * The units with which one look finds a given harm.
   *
   * @param harm in the margin's terms, above the margin
   * @param ratio treatment's units over control's, above 0
   * @throws IllegalArgumentException for a harm within the margin, or one that cannot be
   */
  public SampleSize unitsFor(double harm, double ratio) {
    return unitsFor(treatmentAt(harm), quantiles(), ratio);
  }

  /**
   * The units with which the guardrail is cleared at the verdict, one-sided at alpha itself: the
   * same test, from the other side of the limit (for a share in percentage points it is {@link
   * plumbline.engine.planning.ProportionPlan#unitsForNonInferiority}).
   *
   * @param trueHarm in the margin's terms, below the margin; usually 0, negative where the
   *     treatment is better
   * @param ratio treatment's units over control's, above 0
   * @throws IllegalArgumentException for a harm beyond the margin, or one that cannot be
   */
  public SampleSize unitsToClear(double trueHarm, double ratio) {
    double treatment = threshold.treatmentAt(baseline.value(), trueHarm);
    boolean possible =
        threshold.scale() instanceof Scale.Share
            ? treatment >= 0.0 && treatment <= 1.0
            : Double.isFinite(treatment);
    if (!(trueHarm < threshold.margin().doubleValue() && possible)) {
      throw new IllegalArgumentException(
          "trueHarm is below the margin of \"%s\" and possible from a baseline of %s, not %s"
              .formatted(threshold.text(), baseline.value(), trueHarm));
    }
    double quantiles = Normal.upperQuantile(level.alpha()) + powerQuantile();
    return unitsFor(treatment, quantiles, ratio);
  }

  private SampleSize unitsFor(double treatment, double quantiles, double ratio) {
    if (!(ratio > 0.0 && Double.isFinite(ratio))) {
      throw new IllegalArgumentException("ratio is above 0 and finite, not " + ratio);
    }
    double root = quantiles / (treatment - limit());
    double control = root * root * (baseline.variance(treatment) / ratio + controlPart());
    return new SampleSize(control, ratio * control);
  }

  /**
   * The chance that one look finds a given harm.
   *
   * @param harm as for {@link #unitsFor}
   */
  public double power(double harm, SampleSize units) {
    double treatment = treatmentAt(harm);
    double distance = Math.abs(treatment - limit()) / error(treatment, units);
    return Normal.upperTail(levelQuantile() - distance);
  }

  /** The smallest harm that one look finds with the power. */
  public SmallestHarm smallestHarm(SampleSize units) {
    int sign = threshold.direction().sign();
    OptionalDouble distance =
        FirstFound.distance(
            away -> quantiles() * error(limit() + sign * away, units), room(limit()));
    if (distance.isEmpty() || distance.getAsDouble() > room(limit())) {
      return new SmallestHarm.Undetectable();
    }
    double treatment = limit() + sign * distance.getAsDouble();
    double harm = threshold.harm(baseline.value(), treatment);
    return new SmallestHarm.Detectable(harm, treatment, isApproximate(treatment, units));
  }

  /** A warning where it takes over 100 million units in an arm to find twice the margin. */
  public Optional<AbsurdMargin> warning(SampleSize planned) {
    return AbsurdMargin.check(this, planned);
  }

  /** What one look finds with the power, in plain words. */
  public String describe(String metric, SampleSize units) {
    return HarmWords.describe(this, metric, units);
  }

  /** Whether a treatment can be so much worse, in the margin's terms. */
  boolean isPossible(double harm) {
    double away = Math.abs(threshold.treatmentAt(baseline.value(), harm) - baseline.value());
    return Double.isFinite(away) && away <= room(baseline.value());
  }

  /** How far a treatment can lie beyond a value in the direction of harm. */
  double room(double from) {
    boolean share = threshold.scale() instanceof Scale.Share;
    if (threshold.direction() == Direction.INCREASE) {
      return share ? 1.0 - from : Double.POSITIVE_INFINITY;
    }
    // A share ends at 0, and a decrease relative to control at all of it.
    return share || threshold.kind() == Kind.RELATIVE ? from : Double.POSITIVE_INFINITY;
  }

  double quantiles() {
    return levelQuantile() + powerQuantile();
  }

  private double powerQuantile() {
    return Normal.upperQuantile(1.0 - power);
  }

  private double levelQuantile() {
    return Normal.upperQuantile(level.perPlannedLook());
  }

  private double treatmentAt(double harm) {
    if (!(harm > threshold.margin().doubleValue() && isPossible(harm))) {
      throw new IllegalArgumentException(
          "harm is above the margin of \"%s\" and possible from a baseline of %s, not %s"
              .formatted(threshold.text(), baseline.value(), harm));
    }
    return threshold.treatmentAt(baseline.value(), harm);
  }

  private double error(double treatment, SampleSize units) {
    return Math.sqrt(
        baseline.variance(treatment) / units.treatment() + controlPart() / units.control());
  }

  private double controlPart() {
    return threshold.slope() * threshold.slope() * baseline.variance(baseline.value());
  }

  private double limit() {
    return threshold.limit(baseline.value());
  }

  private boolean isApproximate(double treatment, SampleSize units) {
    return baseline instanceof Baseline.Rate
        && (isFew(baseline.value(), units.control()) || isFew(treatment, units.treatment()));
  }

  private static boolean isFew(double rate, double units) {
    return Math.min(rate, 1.0 - rate) * units < HarmTest.FEW;
  }
}
