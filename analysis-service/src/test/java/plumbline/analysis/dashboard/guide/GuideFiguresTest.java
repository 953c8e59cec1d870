package plumbline.analysis.dashboard.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.Normal;

class GuideFiguresTest {
  /** docs/statistics.md, looking early; Armitage, McPherson, Rowe 1969. */
  @Test
  void aFixedTestErrsMoreWithEachLook() {
    assertThat(PeekingFigures.fixed(1)).isCloseTo(0.05, within(1e-9));
    assertThat(PeekingFigures.fixed(5)).isCloseTo(0.142, within(5e-4));
    assertThat(PeekingFigures.fixed(28)).isCloseTo(0.2747, within(5e-5));
  }

  @Test
  void theSequentialDesignsKeepTheirPromise() {
    assertThat(PeekingFigures.sequential(28)).isCloseTo(0.05, within(1e-9));
    assertThat(PeekingFigures.always(28)).isBetween(0.005, 0.02);
  }

  /** Simulated: a million estimates of an effect that is found with that power. */
  @Test
  void theWinnersCurseIsThatOfASimulation() {
    for (var power : new double[] {0.2, 0.8}) {
      var critical = Normal.twoSidedQuantile(0.05);
      var effect = critical - Normal.upperQuantile(power);
      var random = new Random(20261129);
      var sum = 0.0;
      var count = 0;
      for (var i = 0; i < 1_000_000; i++) {
        var estimate = effect + random.nextGaussian();
        if (estimate > critical) {
          sum += estimate;
          count++;
        }
      }
      assertThat(Exaggeration.of(0.05, power)).isCloseTo(sum / count / effect, within(0.01));
    }
  }

  @Test
  void theViewHasAllFigures() {
    var view = GuideFigures.compute();

    assertThat(view.unitsAtTen()).isEqualTo("14,751");
    assertThat(view.unitsAtThree()).isEqualTo("53,211");
    assertThat(view.corrected()).isEqualTo("0.15");
    assertThat(view.brokenSplit()).isEqualTo("p = 0.00015");
    assertThat(view.designs()).extracting(GuideView.Design::units).startsWith("1", "1.02");
    assertThat(view.exaggeration()).extracting(GuideView.Exaggerated::times).contains("1.12");
    assertThat(view.power().rows()).hasSize(30);
  }
}
