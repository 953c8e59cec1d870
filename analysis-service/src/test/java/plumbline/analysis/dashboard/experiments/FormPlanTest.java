package plumbline.analysis.dashboard.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentDefinition;

class FormPlanTest {
  @Test
  void whatIsMissingIsSaidAsMissing() {
    var plan = FormPlan.of(ExperimentDefinition.getDefaultInstance(), Optional.empty());

    assertThat(plan.missing())
        .containsExactly(
            "The primary metric and its kind.",
            "What control's primary metric is expected to be.",
            "The smallest change worth finding (MDE).",
            "At least two variants, one of which is the control.");
  }

  @Test
  void aWholeDefinitionIsPlannedControlFirst() {
    var definition = Definitions.whole().getDefinition().toBuilder();
    definition.getVariantsBuilder(1).setWeight(0.5);

    var plan = FormPlan.of(definition.build(), Optional.of(definition.getMetrics(1).getMetric()));

    assertThat(plan.missing()).isEmpty();
    assertThat(plan.request().getWeightsList()).containsExactly(0.5, 1.0 / 3, 1.0 / 3);
    assertThat(plan.request().getStated().getStandardDeviation()).isEqualTo(40.1);
    assertThat(plan.request().getCovariateCorrelation()).isEqualTo(0.6);
    assertThat(plan.request().getTraffic()).isEqualTo(0.07);
    assertThat(plan.request().getGuardrails(0).getUnitOfMeasure()).isEqualTo("ms");
  }
}
