package plumbline.analysis.dashboard.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricRole;

class ExperimentFormTest {
  private static final ExperimentDefinition NONE = ExperimentDefinition.getDefaultInstance();

  @Test
  void whatNobodyTouchedIsAsItWasStored() {
    var stored = Definitions.whole();

    var read = ReadForm.of(sent(ExperimentForm.of(stored)), stored.getDefinition());

    assertThat(read.unread()).isEmpty();
    assertThat(read.definition()).isEqualTo(stored.getDefinition());
  }

  @Test
  void aChangeChangesNothingElse() {
    var stored = Definitions.whole().getDefinition();
    var form =
        sent(ExperimentForm.of(Definitions.whole()))
            .with("plan.mde", "2.5 %")
            .with("variants[2].weight", "33.4")
            .with("guardrails[0].threshold", "< 10 ms increase from control");

    var read = ReadForm.of(form, stored).definition();

    var expected = stored.toBuilder();
    expected.getPlanBuilder().setMdeRelative(0.025);
    expected.getVariantsBuilder(2).setWeight(0.334);
    expected
        .getMetricsBuilder(0)
        .getGuardrailBuilder()
        .setThreshold("< 10 ms increase from control");
    assertThat(read).isEqualTo(expected.build());
  }

  @Test
  void anEmptiedRowIsGoneAndANewOneComesLast() {
    var stored = Definitions.whole().getDefinition();
    var values = new HashMap<>(ExperimentForm.of(Definitions.whole()).values());
    values.keySet().removeIf(it -> it.startsWith("guardrails[0].") && !it.endsWith(".from"));
    values.put("guardrails[3].key", "errors");
    values.put("guardrails[3].threshold", "< 1pp increase from control");

    var read = ReadForm.of(new ExperimentForm(values), stored);

    assertThat(read.definition().getMetricsList())
        .extracting(it -> it.getMetric().getKey())
        .containsExactly("revenue", "orders", "clicks-per-view", "errors");
    assertThat(read.places().metrics())
        .containsExactly("primary", "secondary[0]", "secondary[1]", "guardrails[3]");
  }

  @Test
  void anotherMetricOfTheCatalogueIsReferredToAndTheOldCopyIsDropped() {
    var stored = Definitions.whole().getDefinition();
    var form = ExperimentForm.of(Definitions.whole()).with("secondary[0].source", "orders@4");

    var metric = ReadForm.of(form, stored).definition().getMetrics(2);

    assertThat(metric.getCatalogue().getVersion()).isEqualTo(4);
    assertThat(metric.hasMetric()).isFalse();
    assertThat(metric.getRole()).isEqualTo(MetricRole.METRIC_ROLE_SECONDARY);
  }

  @Test
  void aNewFormAsItBeginsHoldsTwoHalvesAndNoMetric() {
    var read = ReadForm.of(ExperimentForm.fresh(Map.of()), NONE);

    assertThat(read.unread()).isEmpty();
    assertThat(read.definition().getVariantsList())
        .extracting("key", "weight", "control")
        .containsExactly(tuple("control", 0.5, true), tuple("treatment", 0.5, false));
    assertThat(read.definition().getMetricsList()).isEmpty();
    assertThat(read.definition().getPlan().getPower()).isEqualTo(0.8);
  }

  @Test
  void aDraftWithoutGuardrailsIsOfferedTheTwoThatAreNeeded() {
    var stored = Definitions.whole().toBuilder();
    stored.getDefinitionBuilder().removeMetrics(0);

    var form = sent(ExperimentForm.of(stored.build()));

    assertThat(form.value("guardrails[1].category")).isEqualTo("METRIC_CATEGORY_LATENCY");
    assertThat(ReadForm.of(form, stored.getDefinition()).definition())
        .isEqualTo(stored.getDefinition());
  }

  @Test
  void aRefusalIsSaidInPeoplesTerms() {
    var refused = Problem.of(new Failure.Invalid("definition.metrics", "a METRIC_ROLE_GUARDRAIL"));

    assertThat(new Places(List.of(), List.of()).placed(refused).violations())
        .containsExactly(new Violation("metrics", "a guardrail"));
  }

  @Test
  void onlyFieldsOfTheFormAreTakenFromAnAddress() {
    var form =
        ExperimentForm.fresh(
            Map.of("plan.mde", "3", "primary.kind", "X", "version", "9", "a", "b"));

    assertThat(form.value("plan.mde")).isEqualTo("3");
    assertThat(form.value("primary.kind")).isEqualTo("X");
    assertThat(form.values()).doesNotContainKeys("version", "a");
  }

  @Test
  void whatCannotBeReadNamesItsField() {
    var form =
        ExperimentForm.fresh(
            Map.of(
                "plan.baseline", "0,3",
                "variants[1].weight", "half",
                "variants[1].payload", "{\"a\": }",
                "guardrails[1].key", "slow",
                "guardrails[1].window", "a week"));

    assertThat(ReadForm.of(form, NONE).unread())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "plan.baseline", "variants[1].weight", "variants[1].payload", "guardrails[1].window");
  }

  @Test
  void aRefusalIsShownWhereTheFormHasIt() {
    var places = ReadForm.of(ExperimentForm.of(Definitions.whole()), NONE).places();

    assertThat(
            List.of(
                    "definition.plan.mde_relative",
                    "definition.plan.looks[2]",
                    "definition.variants[1].weight",
                    "definition.variants",
                    "definition.metrics[1].guardrail.threshold",
                    "definition.metrics[0].metric.event_name",
                    "definition.layer.to_slot",
                    "definition.tags[3]",
                    "key")
                .stream()
                .map(places::field))
        .containsExactly(
            "plan.mde",
            "plan.looks",
            "variants[1].weight",
            "variants",
            places.metrics().get(1) + ".threshold",
            places.metrics().get(0) + ".event",
            "layer.to",
            "tags",
            "key");
  }

  @Test
  void theListOnTopNamesTheRow() {
    var problem =
        new Problem("", List.of(new Violation("guardrails[1].threshold", "is needed")))
            .named(FormNames::whole);

    assertThat(problem.violations())
        .containsExactly(new Violation("Guardrail 2: Threshold", "is needed"));
  }

  /** As a browser sends it: text without blanks around it would be read the same. */
  private static ExperimentForm sent(ExperimentForm form) {
    var values = new HashMap<String, String>();
    form.values().forEach((name, value) -> values.put(name, value.replace("\r\n", "\n")));
    return new ExperimentForm(values);
  }
}
