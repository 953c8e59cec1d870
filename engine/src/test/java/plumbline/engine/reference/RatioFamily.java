package plumbline.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import plumbline.engine.statistics.ArmResult;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.LiftTest;
import plumbline.engine.statistics.LiftTest.Method;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RatioMoments;
import plumbline.engine.statistics.WelchTest;

/** Ratios of sums, against gbstats and tea-tasting. */
final class RatioFamily {
  private RatioFamily() {}

  static void check(ReferenceCase c) {
    double alpha = c.number("alpha");
    ArmResult control = arm(c.input("control"));
    ArmResult treatment = arm(c.input("treatment"));
    absolute(c, "absolute", new WelchTest(alpha).compare(control, treatment));
    if (control instanceof ArmSummary from && treatment instanceof ArmSummary to) {
      LiftFamily.check(c, "relative", new LiftTest(alpha, Method.DELTA).compare(from, to));
      LiftFamily.check(c, "log_delta", new LiftTest(alpha, Method.LOG_DELTA).compare(from, to));
    } else {
      c.checkNotDefined("relative");
      c.checkNotDefined("log_delta");
    }
  }

  static void absolute(ReferenceCase c, String name, WelchTest.Result result) {
    switch (result) {
      case WelchTest.Compared compared -> {
        c.check(name + ".estimate", compared.difference());
        c.check(name + ".se", compared.standardError());
        c.check(name + ".df", compared.df());
        c.check(name + ".t", compared.t());
        c.check(name + ".p", compared.pValueTwoSided());
        c.check(name + ".ci", compared.interval());
      }
      case NotDefined _ -> c.checkNotDefined(name);
    }
  }

  /** The sums are written as decimals: whole numbers of a small enough unit. */
  private static ArmResult arm(JsonNode sums) {
    int places =
        List.of("sum_m", "sum_d", "sum_m2", "sum_d2", "sum_md").stream()
            .mapToInt(name -> sums.get(name).decimalValue().stripTrailingZeros().scale())
            .reduce(0, Math::max);
    double scale = BigDecimal.ONE.scaleByPowerOfTen(-places).doubleValue();
    return new RatioMoments(
            sums.get("n").longValue(),
            whole(sums, "sum_m", places),
            whole(sums, "sum_d", places),
            whole(sums, "sum_m2", 2 * places),
            whole(sums, "sum_d2", 2 * places),
            whole(sums, "sum_md", 2 * places))
        .summary(scale, scale);
  }

  private static BigInteger whole(JsonNode sums, String name, int places) {
    return sums.get(name).decimalValue().scaleByPowerOfTen(places).toBigIntegerExact();
  }
}
