package plumbline.engine.statistics;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import plumbline.engine.statistics.NotDefined.Reason;

/**
 * CUPED (Deng, Xu, Kohavi, Walker 2013, WSDM, 123-132): what a covariate from before the experiment
 * predicts of a metric is taken out of it, which takes its noise out as well and leaves the effect.
 * Each arm's mean becomes {@code mean y - theta·(mean x - mean x of both arms)}, each unit's
 * variance {@code var y + theta²·var x - 2·theta·cov}, and {@code theta = cov/var x} is that of the
 * two compared arms taken as one sample. The results are arms like any others, for every test.
 *
 * <p>A ratio is treated alike through its units' parts by the delta method (the same paper,
 * appendix B): with R = Σy/Σd a unit's part is (y - R·d)/mean(d), and the covariate is the ratio
 * before.
 *
 * <p>It is all computed in whole numbers, and divided once.
 */
public final class Cuped {
  private Cuped() {}

  /** What an adjustment can say. */
  public sealed interface Result permits Adjusted, NotDefined {}

  /** Why nothing is adjusted. */
  public enum WhyPlain {
    /** The covariate varies within no arm, or is a ratio without a denominator. */
    NO_COVARIATE,
    /** The metric varies within no arm. */
    NO_VARIANCE
  }

  /**
   * Two arms, adjusted and as they were.
   *
   * @param theta by how much a unit's value rises with its covariate; 0 if it is of no use
   * @param control adjusted
   * @param treatment adjusted
   * @param plainControl not adjusted
   * @param plainTreatment not adjusted
   * @param whyPlain why nothing was adjusted, so that adjusted and plain arms are the same
   */
  public record Adjusted(
      double theta,
      ArmSummary control,
      ArmSummary treatment,
      ArmSummary plainControl,
      ArmSummary plainTreatment,
      Optional<WhyPlain> whyPlain)
      implements Result {

    /**
     * By which part the adjustment lowers the squared standard error of the difference, and with it
     * the units that are needed. Slightly below 0 where the covariate predicts nothing.
     */
    public double varianceReduction() {
      return Cuped.reduction(
          squaredError(control, treatment), squaredError(plainControl, plainTreatment));
    }

    private static double squaredError(ArmSummary control, ArmSummary treatment) {
      return control.estimate().variance() + treatment.estimate().variance();
    }
  }

  /**
   * Adjusts a mean; not defined below two units in an arm.
   *
   * @param scale what one stored unit of y and of x is worth, such as 1e-6 for micro-units
   */
  public static Result adjust(CupedMoments control, CupedMoments treatment, double scale) {
    if (control.n() < 2 || treatment.n() < 2) {
      return new NotDefined(Reason.TOO_FEW_UNITS);
    }
    return adjust(
        control.covariation(),
        treatment.covariation(),
        () -> control.plus(treatment).covariation(),
        Fraction.ofScale(scale));
  }

  /**
   * Adjusts a ratio; not defined below two units in an arm, and where Σd of an arm is 0. Where Σz
   * of an arm, or Σd or Σz of both together, is 0, there is nothing to adjust by.
   *
   * @param scale what the ratio of one stored unit of y to one of d is worth: 1e-6 for micro-units
   *     over events. That of x to z is the same.
   */
  public static Result adjust(
      RatioCupedMoments control, RatioCupedMoments treatment, double scale) {
    if (control.n() < 2 || treatment.n() < 2) {
      return new NotDefined(Reason.TOO_FEW_UNITS);
    }
    if (control.lacksRatio() || treatment.lacksRatio()) {
      return new NotDefined(Reason.DENOMINATOR_IS_ZERO);
    }
    RatioCupedMoments both = control.plus(treatment);
    boolean withCovariate =
        Stream.of(control, treatment, both).noneMatch(RatioCupedMoments::lacksCovariate)
            && !both.lacksRatio();
    return adjust(
        control.covariation(withCovariate),
        treatment.covariation(withCovariate),
        () -> both.covariation(withCovariate),
        Fraction.ofScale(scale));
  }

  private static Adjusted adjust(
      Covariation control, Covariation treatment, Supplier<Covariation> together, Fraction scale) {
    ArmSummary plainControl = control.plain(scale);
    ArmSummary plainTreatment = treatment.plain(scale);
    Optional<WhyPlain> whyPlain = whyPlain(control, treatment);
    if (whyPlain.isPresent()) {
      return new Adjusted(
          0.0, plainControl, plainTreatment, plainControl, plainTreatment, whyPlain);
    }
    Covariation both = together.get();
    Fraction theta = both.covariance().over(both.varianceX());
    return new Adjusted(
        theta.toDouble(),
        control.adjusted(theta, both.meanX(), scale),
        treatment.adjusted(theta, both.meanX(), scale),
        plainControl,
        plainTreatment,
        whyPlain);
  }

  /**
   * A covariate that differs between the arms and within neither would take the whole effect for
   * its own; a value that does so has no noise to take out.
   */
  private static Optional<WhyPlain> whyPlain(Covariation control, Covariation treatment) {
    if (control.varianceX().isZero() && treatment.varianceX().isZero()) {
      return Optional.of(WhyPlain.NO_COVARIATE);
    }
    return control.varianceY().isZero() && treatment.varianceY().isZero()
        ? Optional.of(WhyPlain.NO_VARIANCE)
        : Optional.empty();
  }

  /** By which part a squared error is lower than a plain one; 0 where there is none. */
  static double reduction(double squaredError, double plain) {
    return plain == 0.0 ? 0.0 : 1.0 - squaredError / plain;
  }
}
