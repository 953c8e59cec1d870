package plumbline.engine.guardrail;

import java.math.BigDecimal;
import java.math.MathContext;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.StudentT;
import plumbline.engine.statistics.WelchTest;

/**
 * What a guardrail says once, at the verdict. It is cleared where a bound from above on the harm
 * lies below the margin, and breached where a bound from below lies above it. Not breached is not
 * cleared: with few data it is neither.
 *
 * <p>The bound is Welch's, one-sided, on {@code m_T - slope·m_C - shift}: treatment against
 * control's limit. For a share of which an arm has fewer than 100 units that did it, or that did
 * not, exact tests decide: the conditional binomial (relative), or an exact bound for each arm at
 * half the level (percentage points). Other metrics get no verdict where so few carry the total.
 *
 * @param clearLevel one-sided, above 0 and below 0.5
 * @param breachLevel one-sided, above 0 and below 0.5
 */
public record Clearance(Threshold threshold, double clearLevel, double breachLevel) {
  /** Below so many units the normal approximation is not relied upon. */
  private static final long FEW = 100;

  /** What can be said. */
  public enum State {
    /** The harm is shown to be below the margin. */
    CLEARED,
    /** The estimate is within the margin, but more harm than that is not ruled out. */
    UNPROVEN,
    /** The estimate is beyond the margin, which may be chance. */
    WATCH,
    /** The harm is shown to be above the margin. */
    BREACHED,
    /** There are too few data for any of these. */
    NOT_JUDGED
  }

  /** Refuses levels that are none. */
  public Clearance {
    requireLevel(clearLevel);
    requireLevel(breachLevel);
  }

  /**
   * Judges a treatment.
   *
   * @param scale what one stored unit is worth, such as 1e-6 for micro-units; 1 for a share
   */
  public State judge(Moments control, Moments treatment, double scale) {
    if (threshold.scale() instanceof Scale.Share) {
      return control.n() < 1 || treatment.n() < 1
          ? State.NOT_JUDGED
          : judgeShare(control, treatment);
    }
    return carriers(control) < FEW || carriers(treatment) < FEW
        ? State.NOT_JUDGED
        : contrast(control, treatment, scale);
  }

  private State judgeShare(Moments control, Moments treatment) {
    Proportion from = new Proportion(control.sumY().longValueExact(), control.n());
    Proportion to = new Proportion(treatment.sumY().longValueExact(), treatment.n());
    if (!isFew(from) && !isFew(to)) {
      return contrast(control, treatment, 1.0);
    }
    return threshold.kind() == Kind.RELATIVE
        ? ExactMargin.relative(this, from, to)
        : ExactMargin.points(this, from, to);
  }

  private State contrast(Moments control, Moments treatment, double scale) {
    ArmSummary from = control.summary(scale).orElseThrow();
    ArmSummary to = treatment.summary(scale).orElseThrow();
    // Nothing is relative to what is not above zero.
    if (threshold.kind() == Kind.RELATIVE && !(from.mean() > 0.0)) {
      return State.NOT_JUDGED;
    }
    return switch (contrast(threshold, from, to)) {
      case NotDefined _ -> State.NOT_JUDGED;
      case WelchTest.Compared c -> {
        double worse = threshold.direction().sign() * c.t();
        yield state(
            StudentT.upperTail(-worse, c.df()) < clearLevel,
            StudentT.upperTail(worse, c.df()) < breachLevel,
            worse > 0.0);
      }
    };
  }

  /** Welch's test of the treatment against control's limit; t is above 0 where it lies above it. */
  static WelchTest.Result contrast(Threshold threshold, ArmSummary control, ArmSummary treatment) {
    double slope = threshold.slope();
    ArmSummary limit =
        new ArmSummary(
            control.n(),
            slope * control.mean() + threshold.shift(),
            slope * slope * control.variance());
    return new WelchTest(0.05).compare(limit, treatment);
  }

  static State state(boolean below, boolean above, boolean estimateBeyond) {
    if (below) {
      return State.CLEARED;
    }
    return above ? State.BREACHED : estimateBeyond ? State.WATCH : State.UNPROVEN;
  }

  private static boolean isFew(Proportion arm) {
    return Math.min(arm.successes(), arm.n() - arm.successes()) < FEW;
  }

  /** At least so many units are not zero: (Σy)² is at most their number times Σy². */
  private static double carriers(Moments arm) {
    BigDecimal squares = new BigDecimal(arm.sumY2());
    return squares.signum() == 0
        ? 0.0
        : new BigDecimal(arm.sumY().pow(2)).divide(squares, MathContext.DECIMAL64).doubleValue();
  }

  private static void requireLevel(double level) {
    if (!(level >= 1e-12 && level < 0.5)) {
      throw new IllegalArgumentException("a level is from 1e-12 to below 0.5, not " + level);
    }
  }
}
