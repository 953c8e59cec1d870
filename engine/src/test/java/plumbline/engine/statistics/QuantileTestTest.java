package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.HistogramQuantile.Estimated;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.QuantileTest.Compared;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Complement;
import plumbline.engine.statistics.RelativeLift.Unbounded;
import plumbline.engine.statistics.RelativeLift.WholeLine;

class QuantileTestTest {
  private static final long SEED = 20_260_409;
  private static final Estimated CONTROL = new Estimated(200, 3, 1);
  private static final Estimated TREATMENT = new Estimated(212, 4, 1.06);

  @Test
  void theBucketErrorsAreAddedToTheHalfWidth() {
    var result = (Compared) new QuantileTest(0.05).compare(CONTROL, 500, TREATMENT, 400);
    assertThat(result.quantileControl()).isEqualTo(200.0);
    assertThat(result.quantileTreatment()).isEqualTo(212.0);
    assertThat(result.difference()).isEqualTo(12.0);
    assertThat(result.standardError()).isCloseTo(5.0, within(1e-14));
    assertThat(result.bucketError()).isCloseTo(2.06, within(1e-14));
    double df = 625.0 / (81.0 / 499 + 256.0 / 399);
    assertThat(result.df()).isCloseTo(df, within(1e-9));
    double half = StudentT.twoSidedQuantile(0.05, df) * 5 + 2.06;
    assertThat(result.interval().lower()).isCloseTo(12 - half, within(1e-12));
    assertThat(result.interval().upper()).isCloseTo(12 + half, within(1e-12));
    assertThat(result.pValueTwoSided())
        .isCloseTo(StudentT.twoSided((12 - 2.06) / 5, df), within(1e-14));
    assertThat(((Bounded) result.lift()).estimate()).isCloseTo(0.06, within(1e-15));
    var byItsCriticalValue =
        (Bounded)
            QuantileTest.lift(CONTROL, TREATMENT, StudentT.twoSidedQuantile(0.05, result.df()));
    var ends = ((Bounded) result.lift()).interval();
    assertThat(byItsCriticalValue.interval().lower()).isCloseTo(ends.lower(), within(1e-12));
    assertThat(byItsCriticalValue.interval().upper()).isCloseTo(ends.upper(), within(1e-12));
  }

  @Test
  void whatBucketsExplainIsNoEvidence() {
    Estimated near = new Estimated(201.5, 1e-9, 1);
    var result = (Compared) new QuantileTest(0.05).compare(CONTROL, 9, near, 9);
    assertThat(result.pValueTwoSided()).isEqualTo(1.0);
    assertThat(result.interval().contains(0.0)).isTrue();
  }

  @Test
  void pValueAndIntervalsNeverContradictEachOther() {
    Random random = new Random(SEED);
    int significant = 0;
    int unbounded = 0;
    for (int round = 0; round < 20_000; round++) {
      double alpha = new double[] {0.2, 0.05, 0.001}[round % 3];
      var result =
          (Compared)
              new QuantileTest(alpha)
                  .compare(
                      some(random), 2 + random.nextInt(90), some(random), 2 + random.nextInt(90));
      boolean below = result.pValueTwoSided() < alpha;
      String which = "seed %d, round %d: %s".formatted(SEED, round, result);
      assertThat(result.interval().contains(0.0)).as(which).isEqualTo(!below);
      assertThat(isLeftOpen(result.lift(), 0.0)).as(which).isEqualTo(!below);
      significant += below ? 1 : 0;
      unbounded += result.lift() instanceof Unbounded ? 1 : 0;
    }
    assertThat(significant).as("the grid has both answers").isBetween(2_000, 18_000);
    assertThat(unbounded).as("the grid has both shapes").isBetween(2_000, 18_000);
  }

  /** Every lift is left open exactly if it solves the inequality that defines them. */
  @Test
  void theLiftIsTheInvertedInequality() {
    Random random = new Random(SEED);
    int[] shapes = new int[3];
    for (int round = 0; round < 20_000; round++) {
      Estimated control = some(random);
      Estimated treatment = some(random);
      double critical = 1 + 3 * random.nextDouble();
      RelativeLift lift = QuantileLift.of(control, treatment, critical);
      shapes[shape(lift)]++;
      for (int i = 0; i < 20; i++) {
        double ratio = Math.tan(Math.PI * (random.nextDouble() - 0.5));
        double slack = slack(control, treatment, critical, ratio);
        if (Math.abs(slack) > 1e-9) {
          assertThat(isLeftOpen(lift, ratio - 1))
              .as("seed %d, round %d, %s, ratio %s", SEED, round, lift, ratio)
              .isEqualTo(slack > 0);
        }
      }
    }
    assertThat(shapes).as("the grid has every shape").doesNotContain(0);
  }

  @Test
  void endsAreExact() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      Estimated control = some(random);
      Estimated treatment = some(random);
      RelativeLift lift = QuantileLift.of(control, treatment, 2);
      Interval ends =
          switch (lift) {
            case Bounded(double _, Interval interval) -> interval;
            case Unbounded(Complement(Interval excluded)) -> excluded;
            case Unbounded(WholeLine()) -> new Interval(0, 0);
            case Unbounded _, NotDefined _ -> throw new AssertionError(lift);
          };
      for (double end : new double[] {ends.lower(), ends.upper()}) {
        if (!(lift instanceof Unbounded(WholeLine()))) {
          double size = Math.abs(treatment.value()) + Math.abs((1 + end) * control.value());
          assertThat(slack(control, treatment, 2, 1 + end))
              .as("seed %d, round %d: %s", SEED, round, lift)
              .isCloseTo(0.0, within(1e-12 * size));
        }
      }
    }
  }

  @Test
  void withoutBucketErrorsItIsFiellers() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2_000; round++) {
      Estimated control = exact(some(random));
      Estimated treatment = exact(some(random));
      RelativeLift want = RelativeLift.fieller(estimate(control), estimate(treatment), 2);
      RelativeLift got = QuantileLift.of(control, treatment, 2);
      assertThat(shape(got)).as("seed %d, round %d", SEED, round).isEqualTo(shape(want));
      if (got instanceof Bounded(double lift, Interval is)
          && want instanceof Bounded(double estimate, Interval should)) {
        assertThat(lift).isEqualTo(estimate);
        assertThat(is.lower())
            .isCloseTo(should.lower(), within(1e-9 * (1 + Math.abs(should.lower()))));
        assertThat(is.upper())
            .isCloseTo(should.upper(), within(1e-9 * (1 + Math.abs(should.upper()))));
      }
    }
  }

  @Test
  void aControlAtTheVeryEdgeOfZeroHasOneEndAtInfinity() {
    // 6 - 1 is just one reach of 5.
    RelativeLift lift = QuantileLift.of(new Estimated(6, 5, 1), new Estimated(50, 1, 0), 1);
    var excluded = ((Complement) ((Unbounded) lift).shape()).excluded();
    assertThat(excluded.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(excluded.upper()).isPositive();
  }

  @Test
  void whatIsNotDefined() {
    QuantileTest test = new QuantileTest(0.05);
    NotDefined none = new NotDefined(Reason.TOO_FEW_UNITS);
    assertThat(test.compare(CONTROL, 1, TREATMENT, 400)).isEqualTo(none);
    assertThat(test.compare(CONTROL, 500, TREATMENT, 1)).isEqualTo(none);
    assertThat(test.compare(CONTROL, 2, TREATMENT, 2)).isInstanceOf(Compared.class);
    var zero = (Compared) test.compare(new Estimated(0, 1, 0), 50, TREATMENT, 50);
    assertThat(zero.lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
    assertThatThrownBy(() -> new QuantileTest(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void swappingTheArmsTurnsTheSign() {
    QuantileTest test = new QuantileTest(0.1);
    var there = (Compared) test.compare(CONTROL, 50, TREATMENT, 40);
    var back = (Compared) test.compare(TREATMENT, 40, CONTROL, 50);
    assertThat(back.difference()).isEqualTo(-there.difference());
    assertThat(back.interval().upper()).isEqualTo(-there.interval().lower());
    assertThat(back.pValueTwoSided()).isEqualTo(there.pValueTwoSided());
  }

  private static boolean isLeftOpen(RelativeLift lift, double value) {
    return switch (lift) {
      case Bounded(double _, Interval interval) -> interval.contains(value);
      case Unbounded(Complement(Interval excluded)) -> !excluded.contains(value);
      case Unbounded(WholeLine()) -> true;
      case Unbounded _, NotDefined _ -> throw new AssertionError(lift);
    };
  }

  private static int shape(RelativeLift lift) {
    return lift instanceof Bounded ? 0 : lift instanceof Unbounded(Complement _) ? 1 : 2;
  }

  private static double slack(Estimated control, Estimated treatment, double c, double ratio) {
    double variance =
        treatment.standardError() * treatment.standardError()
            + ratio * ratio * control.standardError() * control.standardError();
    return c * Math.sqrt(variance)
        + treatment.bucketError()
        + Math.abs(ratio) * control.bucketError()
        - Math.abs(treatment.value() - ratio * control.value());
  }

  /** Of either sign, and often near zero. */
  private static Estimated some(Random random) {
    double value = random.nextGaussian() * (random.nextBoolean() ? 1 : 10);
    return new Estimated(value, 0.01 + random.nextDouble(), 0.1 * Math.abs(value));
  }

  private static Estimated exact(Estimated arm) {
    return new Estimated(arm.value(), arm.standardError(), 0);
  }

  private static Estimate estimate(Estimated arm) {
    return new Estimate(arm.value(), arm.standardError() * arm.standardError());
  }
}
