package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumbline.engine.planning.Significance.oneSided;
import static plumbline.engine.planning.Significance.twoSided;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Normal;

class LooksTest {
  private static final Looks QUARTERS = new Looks.Planned(List.of(0.25, 0.5, 0.75, 1.0));

  @Test
  void oneLookCostsNothing() {
    assertThat(new Looks.Once().inflation(twoSided(0.05), 3, 0.8)).isEqualTo(1.0);
    assertThat(new Looks.Once().inflation(oneSided(0.05), 1, 0.8)).isEqualTo(1.0);
    assertThat(new Looks.Planned(List.of(1.0)).inflation(twoSided(0.05), 1, 0.8))
        .isCloseTo(1.0, within(1e-8));
  }

  /** rpact 3.3.4 getDesignGroupSequential(typeOfDesign = "asOF", beta = .2): its inflation. */
  @Test
  void aFewLooksCostLittle() {
    assertThat(QUARTERS.inflation(twoSided(0.05), 1, 0.8))
        .isCloseTo(1.01963733060546, within(2e-5));
    var fifths = IntStream.rangeClosed(1, 5).mapToObj(i -> i / 5.0).toList();
    assertThat(new Looks.Planned(fifths).inflation(twoSided(0.05), 1, 0.8))
        .isCloseTo(1.02471987747831, within(2e-5));
  }

  /** At the level that each of three comparisons is left with, and with the power asked for. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.95})
  void theInflatedPlanHasThePower(double power) {
    double level = 0.05 / 3;
    double once = Normal.twoSidedQuantile(level) + Normal.upperQuantile(1 - power);
    double few = QUARTERS.inflation(twoSided(0.05), 3, power);
    var boundaries = GroupSequentialDesign.usual(level).boundaries(0.25, 0.5, 0.75, 1.0);
    assertThat(boundaries.power(once * Math.sqrt(few))).isCloseTo(power, within(1e-8));

    double always = new Looks.Always().inflation(twoSided(0.05), 3, power);
    // Frozen at the plan's alpha, read at the comparison's level.
    double critical = new AsymptoticSequence(0.05, 9_000).at(9_000).multiplier(level);
    assertThat(Normal.upperTail(critical - once * Math.sqrt(always)))
        .isCloseTo(power, within(1e-12));
  }

  @Test
  void unitsGrowByTheInflation() {
    var baseline = new Baseline.Mean(12.0, 40.0);
    var split = Split.even(3);
    var once =
        ExperimentPlan.of(baseline, split, twoSided(0.05), 0.8, Covariate.NONE, new Looks.Once());
    assertThat(once).isEqualTo(new ExperimentPlan(baseline, split, twoSided(0.05), 0.8));
    var always =
        ExperimentPlan.of(baseline, split, twoSided(0.05), 0.8, Covariate.NONE, new Looks.Always());
    assertThat(always.inflation())
        .isCloseTo(AsymptoticSequence.inflation(0.05, 2, 0.8), within(1e-15))
        .isBetween(1.7, 1.95);
    assertThat(always.unitsFor(0.01).control() / (double) once.unitsFor(0.01).control())
        .isCloseTo(always.inflation(), within(1e-6));
  }

  @Test
  void refusesOneSidedLevelsAndLooksThatAreNone() {
    for (var looks : List.of(new Looks.Always(), QUARTERS)) {
      assertThatThrownBy(() -> looks.inflation(oneSided(0.05), 1, 0.8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("two-sided");
      assertThatThrownBy(() -> looks.inflation(twoSided(0.05), 1, 0.4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("power is from 0.5");
      assertThatThrownBy(() -> looks.inflation(twoSided(0.05), 0, 0.8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("comparisons is at least 1");
    }
    assertThatThrownBy(() -> new Looks.Planned(List.of(0.5, 0.9)).inflation(twoSided(0.05), 1, 0.8))
        .hasMessageContaining("fractions end with 1");
  }
}
