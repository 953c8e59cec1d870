package plumbline.engine.statistics;

import java.util.Optional;

/**
 * A two by two table: how many units of control and of treatment did it. The estimators here are
 * the textbook's, each by itself; what results report is {@link ProportionTest}'s choice of them.
 * Differences are treatment minus control, as fractions: 0.01 is one percentage point.
 *
 * @param control at least one unit
 * @param treatment at least one unit
 */
public record TwoProportions(Proportion control, Proportion treatment) {
  /**
   * A z test of no difference.
   *
   * @param z positive where the treatment's rate is higher
   * @param standardError of the difference, as the test takes it
   */
  public record ZTest(double z, double pValueTwoSided, double standardError) {
    static Optional<ZTest> of(double difference, double variance) {
      if (variance == 0.0) {
        return Optional.empty();
      }
      double standardError = Math.sqrt(variance);
      double z = difference / standardError;
      return Optional.of(new ZTest(z, Normal.twoSided(z), standardError));
    }
  }

  /** Refuses an arm without units. */
  public TwoProportions {
    if (control.n() < 1 || treatment.n() < 1) {
      throw new IllegalArgumentException("each arm has a unit, not " + control + ", " + treatment);
    }
  }

  /** Treatment's rate minus control's. */
  public double difference() {
    return treatment.rate() - control.rate();
  }

  /** The pooled z test: the variance of one rate for both arms; empty when nothing varies. */
  public Optional<ZTest> pooled() {
    return ZTest.of(difference(), pooledVariance());
  }

  /** The unpooled z test (Wald): each arm's own variance; empty when neither arm varies. */
  public Optional<ZTest> unpooled() {
    return ZTest.of(difference(), unpooledVariance());
  }

  /**
   * Wald's interval of the difference, {@code d ± z·sqrt(p1·q1/n1 + p2·q2/n2)}. For large counts
   * only: it may leave -1 to 1, and has no width when neither arm varies.
   *
   * @param alpha two-sided
   */
  public Interval wald(double alpha) {
    return Interval.around(difference(), critical(alpha) * Math.sqrt(unpooledVariance()));
  }

  /**
   * Agresti and Caffo's interval of the difference (2000, The American Statistician 54, 280-288):
   * Wald's, with a success and a failure added to each arm.
   *
   * @param alpha two-sided
   */
  public Interval agrestiCaffo(double alpha) {
    Proportion added = new Proportion(1, 2);
    return new TwoProportions(control.plus(added), treatment.plus(added)).wald(alpha);
  }

  /**
   * Newcombe's interval of the difference (1998, Statistics in Medicine 17, 873-890, method 10):
   * two Wilson intervals combined, without continuity correction. It has a sensible width for any
   * counts.
   *
   * @param alpha two-sided
   */
  public Interval newcombe(double alpha) {
    Interval from = control.wilson(alpha);
    Interval to = treatment.wilson(alpha);
    return new Interval(
        difference() - Math.hypot(treatment.rate() - to.lower(), from.upper() - control.rate()),
        difference() + Math.hypot(to.upper() - treatment.rate(), control.rate() - from.lower()));
  }

  /**
   * Katz's interval of the ratio treatment/control (1978, Biometrics 34, 469-474), {@code ratio ·
   * exp(± z·sqrt(q1/x1 + q2/x2))}; empty where an arm has no success.
   *
   * @param alpha two-sided
   */
  public Optional<Interval> katz(double alpha) {
    if (control.successes() == 0 || treatment.successes() == 0) {
      return Optional.empty();
    }
    double squaredError =
        control.failureRate() / control.successes()
            + treatment.failureRate() / treatment.successes();
    double factor = Math.exp(critical(alpha) * Math.sqrt(squaredError));
    double ratio = treatment.rate() / control.rate();
    return Optional.of(new Interval(ratio / factor, ratio * factor));
  }

  /**
   * Fieller's interval of the relative lift, on each arm's own variance and the normal quantile.
   *
   * @param alpha two-sided
   */
  public RelativeLift fieller(double alpha) {
    return RelativeLift.fieller(control.estimate(), treatment.estimate(), critical(alpha));
  }

  /** Units of both arms. */
  long n() {
    return Math.addExact(control.n(), treatment.n());
  }

  /** Both arms exchanged, so that every difference has the other sign. */
  TwoProportions swapped() {
    return new TwoProportions(treatment, control);
  }

  /** Success and failure exchanged, with the same effect. */
  TwoProportions failures() {
    return new TwoProportions(control.failures(), treatment.failures());
  }

  double pooledVariance() {
    Proportion both = control.plus(treatment);
    return both.rate() * both.failureRate() * (1.0 / control.n() + 1.0 / treatment.n());
  }

  private double unpooledVariance() {
    return control.estimate().variance() + treatment.estimate().variance();
  }

  private static double critical(double alpha) {
    Alpha.require(alpha);
    return Normal.twoSidedQuantile(alpha);
  }
}
