package plumbline.engine.guardrail;

import java.math.BigInteger;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading.NotJudged;
import plumbline.engine.guardrail.HarmReading.Reason;
import plumbline.engine.guardrail.ObservedArms.Means;
import plumbline.engine.guardrail.ObservedArms.Shares;
import plumbline.engine.guardrail.ObservedArms.Summaries;
import plumbline.engine.guardrail.ObservedArms.Summary;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;

/**
 * Holds a harm against its margin: the one home of the tests that looks and verdicts use. It is
 * breached where a bound from below lies above the margin, cleared where a bound from above lies
 * below it.
 *
 * <p>The bounds are Welch's, one-sided, on {@code m_T - slope·m_C - shift} with {@code se² = v_T +
 * slope²·v_C}: treatment against control's limit. For a share of which an arm has fewer than 100
 * units that did it, or that did not, exact tests decide: the conditional binomial (relative), or
 * exact bounds for each arm at half the level (percentage points). Other metrics are not judged
 * where fewer than 100 units carry an arm's value, ratios and quantiles not below 1,000 units.
 *
 * @param lowerLevel one-sided, of the lower bound and so of a breach, from 1e-100 to below 0.5
 * @param upperLevel one-sided, of the upper bound and so of clearing, likewise
 */
record HarmTest(Threshold threshold, double lowerLevel, double upperLevel) {
  /** Below so many units the normal approximation is not relied upon. */
  static final long FEW = 100;

  /** A variance by linearisation is not relied upon below so many units in an arm. */
  static final long LEAST_UNITS = 1_000;

  private static final double SMALLEST_LEVEL = 1e-100;

  /** Refuses levels that are none. */
  HarmTest {
    requireLevel(lowerLevel);
    requireLevel(upperLevel);
  }

  HarmReading read(ObservedArms arms) {
    return switch (arms) {
      case Shares(var control, var treatment) -> shares(control, treatment);
      case Means(var control, var treatment, var scale) -> means(control, treatment, scale);
      case Summaries(var control, var treatment) -> summaries(control, treatment);
    };
  }

  private HarmReading shares(Proportion control, Proportion treatment) {
    if (control.n() < 1 || treatment.n() < 1) {
      return new NotJudged(Reason.TOO_FEW_UNITS);
    }
    if (!isFew(control) && !isFew(treatment)) {
      return ContrastHarm.read(this, exactly(summary(control)), exactly(summary(treatment)));
    }
    return threshold.kind() == Threshold.Kind.RELATIVE
        ? new ExactHarm(this, control, treatment).relative()
        : new ExactHarm(this, control, treatment).points();
  }

  private HarmReading means(Moments control, Moments treatment, double scale) {
    return control.carriers() < FEW || treatment.carriers() < FEW
        ? new NotJudged(Reason.TOO_FEW_CARRIERS)
        : ContrastHarm.read(
            this,
            exactly(control.summary(scale).orElseThrow()),
            exactly(treatment.summary(scale).orElseThrow()));
  }

  private HarmReading summaries(Summary control, Summary treatment) {
    if (Math.min(control.arm().n(), treatment.arm().n()) < LEAST_UNITS) {
      return new NotJudged(Reason.TOO_FEW_UNITS);
    }
    return Math.min(control.carriers(), treatment.carriers()) < FEW
        ? new NotJudged(Reason.TOO_FEW_CARRIERS)
        : ContrastHarm.read(this, control, treatment);
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

  private static ArmSummary summary(Proportion arm) {
    BigInteger successes = BigInteger.valueOf(arm.successes());
    return new Moments(arm.n(), successes, successes).summary(1.0).orElseThrow();
  }

  private static Summary exactly(ArmSummary arm) {
    return new Summary(arm, arm.n(), 0.0);
  }

  private static void requireLevel(double level) {
    if (!(level >= SMALLEST_LEVEL && level < 0.5)) {
      throw new IllegalArgumentException("a level is from 1e-100 to below 0.5, not " + level);
    }
  }
}
