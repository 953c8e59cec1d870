package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * A real experiment from its counts: 90,189 players of the game Cookie Cats, whose first gate stood
 * at level 30 (control) or 40. Expected values: scipy 1.10.1 and statsmodels 0.13.5, rel 1e-8.
 */
class CookieCatsTest {
  private static final long GATE_30 = 44_700;
  private static final long GATE_40 = 45_489;

  @Test
  void arrivedInAnUnlikelyRatio() {
    var result = (SampleRatio.Tested) SampleRatio.of(0.5, 0.5).test(GATE_30, GATE_40);
    assertNear(result.pValue(), 0.008607987810836262);
  }

  @Test
  void cameBackAfterADay() {
    var result = retention(20_034, 20_119);
    assertNear(result.rateControl(), 0.4481879194630872);
    assertNear(result.rateTreatment(), 0.44228274967574577);
    assertNear(result.pooled().orElseThrow().z(), -1.7840862247974725);
    assertNear(result.pooled().orElseThrow().pValueTwoSided(), 0.07440965529691913);
    assertNear(result.interval(), -0.012391904992707325, 0.000582095069752226);
  }

  @Test
  void cameBackAfterAWeek() {
    var result = retention(8_502, 8_279);
    assertNear(result.pooled().orElseThrow().z(), -3.164358912748191);
    assertNear(result.pooled().orElseThrow().pValueTwoSided(), 0.001554249975614329);
    assertNear(result.interval(), -0.013281940871914845, -0.00312130268876128);
  }

  /** One player of the control played 49,854 rounds: the sum of squares shows it. */
  @Test
  void playedRounds() {
    var result =
        (WelchTest.Compared)
            new WelchTest(0.05)
                .compare(
                    moments(GATE_30, 2_344_795, 3_068_811_771L),
                    moments(GATE_40, 2_333_530, 605_052_202L),
                    1);
    assertNear(result.meanControl(), 52.45626398210291);
    assertNear(result.meanTreatment(), 51.29877552814966);
    assertNear(result.difference(), -1.157488453953249);
    assertNear(result.standardError(), 1.307250417305477);
    assertNear(result.df(), 58595.481422574);
    assertNear(result.t(), -0.8854374331270672);
    assertNear(result.pValueTwoSided(), 0.37592438409326223);
    assertNear(result.interval(), -3.7197051164946453, 1.4047282085881472);
  }

  private static ProportionTest.Compared retention(long control, long treatment) {
    return (ProportionTest.Compared)
        new ProportionTest(0.05)
            .compare(new Proportion(control, GATE_30), new Proportion(treatment, GATE_40));
  }

  private static Moments moments(long n, long sumY, long sumY2) {
    return new Moments(n, BigInteger.valueOf(sumY), BigInteger.valueOf(sumY2));
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, Offset.offset(1e-8 * Math.abs(expected)));
  }

  private static void assertNear(Interval got, double lower, double upper) {
    assertNear(got.lower(), lower);
    assertNear(got.upper(), upper);
  }
}
