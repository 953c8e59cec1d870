package plumbline.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.LiftTest;
import plumbline.engine.statistics.LiftTest.Method;
import plumbline.engine.statistics.RelativeLift;
import plumbline.engine.statistics.WelchTest;

/** CUPED, against gbstats and tea-tasting. */
final class CupedFamily {
  /** Sums are read as whole numbers of 1e-9: no digit of a double near 1e7 is lost. */
  private static final int DIGITS = 9;

  private CupedFamily() {}

  static void check(ReferenceCase c) {
    double alpha = c.number("alpha");
    var result =
        (Cuped.Adjusted)
            Cuped.adjust(moments(c.input("control")), moments(c.input("treatment")), 1e-9);
    c.check("theta", result.theta());
    c.check("variance_reduction", result.varianceReduction());
    WelchKeys.check(c, "gbstats_absolute", result.control(), result.treatment(), alpha);
    WelchKeys.check(
        c, "unadjusted_absolute", result.plainControl(), result.plainTreatment(), alpha);
    var welch =
        (WelchTest.Compared) new WelchTest(alpha).compare(result.control(), result.treatment());
    c.check("tea_tasting.adjusted_mean_control", welch.meanControl());
    c.check("tea_tasting.adjusted_mean_treatment", welch.meanTreatment());
    c.check("tea_tasting.p", welch.pValueTwoSided());
    if (welch.lift() instanceof RelativeLift.Bounded lift) {
      c.check("tea_tasting.lift", lift.estimate());
    } else {
      c.withhold("tea_tasting.lift");
    }
    if (new LiftTest(alpha, Method.LOG_DELTA).compare(result.control(), result.treatment())
        instanceof LiftTest.Compared logs) {
      c.check("tea_tasting.lift_ci", logs.interval());
    }
    // The lift over the control's mean before adjustment, with the covariance of both: an adjusted
    // difference belongs over the adjusted mean, with its variance.
    c.decline("gbstats_relative");
  }

  private static CupedMoments moments(JsonNode arm) {
    return new CupedMoments(
        arm.get("n").longValue(),
        whole(arm.get("sum_y"), DIGITS),
        whole(arm.get("sum_x"), DIGITS),
        whole(arm.get("sum_y2"), 2 * DIGITS),
        whole(arm.get("sum_x2"), 2 * DIGITS),
        whole(arm.get("sum_xy"), 2 * DIGITS));
  }

  private static BigInteger whole(JsonNode sum, int digits) {
    return BigDecimal.valueOf(sum.asDouble())
        .movePointRight(digits)
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigIntegerExact();
  }
}
