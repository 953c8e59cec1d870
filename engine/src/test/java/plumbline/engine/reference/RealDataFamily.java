package plumbline.engine.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.SampleQuantile;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.TwoProportions;

/** Real experiments, against scipy. Their data are not ours to pass on, so they may be absent. */
final class RealDataFamily {
  private static final double MICRO = 1e-6;

  private RealDataFamily() {}

  static void check(ReferenceCase c) {
    Path file = ReferenceFolder.file(c.text("file"));
    if (!Files.exists(file)) {
      c.skipAsAbsent(c.text("file"));
      return;
    }
    try {
      Table table = Table.read(file);
      if (c.has("covariate")) {
        trial(c, table);
      } else {
        game(c, table);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void game(ReferenceCase c, Table players) {
    Table control = players.where("version", c.text("control"));
    Table treatment = players.where("version", c.text("treatment"));
    c.check("users", new double[] {control.size(), treatment.size()});
    var split = SampleRatio.of(0.5, 0.5).test(control.size(), treatment.size());
    c.check("srm_p", ((SampleRatio.Tested) split).pValue());
    retention(c, "retention_1", control, treatment);
    retention(c, "retention_7", control, treatment);
    rounds(c, "sum_gamerounds", control, treatment, Double.MAX_VALUE);
    double[] both = players.numbers("sum_gamerounds");
    double cap = new SampleQuantile(both).at(0.99).getAsDouble();
    c.check("sum_gamerounds_winsorised_p99_type7.cap", cap);
    rounds(c, "sum_gamerounds_winsorised_p99_type7", control, treatment, cap);
  }

  private static void retention(ReferenceCase c, String name, Table control, Table treatment) {
    Proportion from = new Proportion(control.where(name, "TRUE").size(), control.size());
    Proportion to = new Proportion(treatment.where(name, "TRUE").size(), treatment.size());
    c.check(name + ".x1", from.successes());
    c.check(name + ".n1", from.n());
    c.check(name + ".x2", to.successes());
    c.check(name + ".n2", to.n());
    var table = new TwoProportions(from, to);
    c.check(name + ".p1", from.rate());
    c.check(name + ".p2", to.rate());
    c.check(name + ".z_pooled", table.pooled().orElseThrow().z());
    c.check(name + ".p_pooled", table.pooled().orElseThrow().pValueTwoSided());
    c.check(name + ".ci_newcombe", table.newcombe(0.05));
  }

  private static void rounds(
      ReferenceCase c, String name, Table control, Table treatment, double cap) {
    WelchKeys.check(
        c,
        name,
        capped(control, cap).summary(MICRO).orElseThrow(),
        capped(treatment, cap).summary(MICRO).orElseThrow());
  }

  private static Moments capped(Table arm, double cap) {
    return Moments.of(
        Arrays.stream(arm.numbers("sum_gamerounds"))
            .mapToLong(rounds -> Math.round(Math.min(rounds, cap) / MICRO))
            .toArray());
  }

  private static void trial(ReferenceCase c, Table patients) {
    String metric = c.text("metric").split(" ", 2)[0];
    Table present = patients.without(metric, "");
    CupedMoments control =
        pairs(present.where("treatment", c.text("control")), metric, c.text("covariate"));
    CupedMoments treatment =
        pairs(present.where("treatment", c.text("treatment")), metric, c.text("covariate"));
    var result = (Cuped.Adjusted) Cuped.adjust(control, treatment, 1);
    c.check("cuped.theta", result.theta());
    c.check("cuped.variance_reduction", result.varianceReduction());
    WelchKeys.check(c, "cuped", result.control(), result.treatment());
    WelchKeys.check(c, "unadjusted", result.plainControl(), result.plainTreatment());
  }

  private static CupedMoments pairs(Table arm, String metric, String covariate) {
    long[] y = wholes(arm.numbers(metric));
    long[] x = wholes(arm.numbers(covariate));
    CupedMoments sum = CupedMoments.NONE;
    for (int i = 0; i < y.length; i++) {
      sum = sum.plus(CupedMoments.ofUnit(y[i], x[i]));
    }
    return sum;
  }

  private static long[] wholes(double[] values) {
    return Arrays.stream(values).mapToLong(Math::round).toArray();
  }
}
