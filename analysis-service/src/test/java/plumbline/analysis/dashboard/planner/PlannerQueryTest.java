package plumbline.analysis.dashboard.planner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricKind;

class PlannerQueryTest {
  @Test
  void theFormAsItBeginsIsAPlan() {
    var query = PlannerQuery.of(PlannerForm.of(Map.of("seen", "x")).values());

    assertThat(query.unread()).isEmpty();
    var request = query.request();
    assertThat(request.getStated().getKind()).isEqualTo(MetricKind.METRIC_KIND_PROPORTION);
    assertThat(request.getStated().getValue()).isEqualTo(0.1);
    assertThat(request.getMdeRelative()).isEqualTo(0.1);
    assertThat(request.getWeightsList()).containsExactly(0.5, 0.5);
    assertThat(request.getMaximumDuration()).isEqualTo(Durations.fromDays(90));
    assertThat(request.getGuardrailsCount()).isZero();
  }

  @Test
  void looksCountForTheDesignThatHasThem() {
    var values = Map.of("looks", "50 100", "design", Design.DESIGN_GROUP_SEQUENTIAL.name());

    assertThat(PlannerQuery.of(values).request().getLooksList()).containsExactly(0.5, 1.0);
    assertThat(
            PlannerQuery.of(Map.of("looks", "50 100", "design", Design.DESIGN_ALWAYS_VALID.name()))
                .request()
                .getLooksList())
        .isEmpty();
  }

  @Test
  void aSlidersValueCountsInItsFieldAlone() {
    var form = PlannerForm.of(Map.of("mde", "5", "power", "80"));

    assertThat(form.moved("mde.slider", "7").values())
        .containsExactlyInAnyOrderEntriesOf(Map.of("mde", "7", "power", "80"));
    assertThat(form.moved("other.slider", "7")).isEqualTo(form);
  }

  @Test
  void aRefusalIsShownWhereTheFormHasIt() {
    var problem =
        new Problem(
            "",
            List.of(
                new Violation("stated.value", "a"),
                new Violation("weights[1]", "b"),
                new Violation("guardrails[0].baseline.value", "c")));

    assertThat(PlannerQuery.placed(problem).byField().keySet())
        .containsExactly("guardrail.value", "value", "weights");
  }
}
