package plumbline.analysis.dashboard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.analysis.page.Chart;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.analysis.v1.GuardrailReading;
import plumbline.proto.analysis.v1.WatchedGuardrail;
import plumbline.proto.analysis.v1.WatchedTreatment;

class WatchChartsTest {
  private static final WatchedTreatment TREATMENT =
      WatchedTreatment.newBuilder()
          .setTreatment("b")
          .addReadings(reading(1).setHarm(0.02).setLower(-0.01))
          .addReadings(reading(2).setHarm(0.03).setLower(0.01).setUpper(0.05))
          .build();

  @Test
  void harmIsDrawnByLookAgainstItsMargin() {
    var charts = charts(false);

    assertThat(charts.of(TREATMENT))
        .hasValueSatisfying(it -> {
          assertThat(it.x()).containsExactly("look 1", "look 2");
          assertThat(it.series().getFirst().values()).containsExactly(0.02, 0.03);
          assertThat(it.series().getFirst().upper()).containsExactly(null, 0.05);
          assertThat(it.lines()).containsExactly(new Chart.Line("margin", 0.01));
          assertThat(it.format()).isEqualTo("percent");
        });
    assertThat(charts.harm(TREATMENT))
        .isEqualTo("+3 pp at look 2; at least +1 pp, at most +5 pp (each one-sided at 0.5 %)");
  }

  @Test
  void whatIsWithheldIsNotDrawnEvenIfItWereThere() {
    var charts = charts(true);

    assertThat(charts.of(TREATMENT)).isEmpty();
    assertThat(charts.harm(TREATMENT)).isEmpty();
  }

  private static WatchCharts charts(boolean withheld) {
    return new WatchCharts(
        WatchedGuardrail.newBuilder().setMetric("errors").setNumbersWithheld(withheld).build(),
        Optional.of(Threshold.parse("< 1pp increase from control", new Scale.Share())));
  }

  private static GuardrailReading.Builder reading(int look) {
    return GuardrailReading.newBuilder().setLook(look).setLevel(0.005);
  }
}
