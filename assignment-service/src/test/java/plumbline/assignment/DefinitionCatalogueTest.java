package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.definitions;
import static plumbline.assignment.Refusals.said;

import com.google.protobuf.util.Durations;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ApplyDefinitionResponse;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.DefinitionAction;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricServiceGrpc;
import plumbline.proto.assignment.v1.MetricServiceGrpc.MetricServiceBlockingStub;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/** A file's guardrails as the article writes them, whose metrics are in the catalogue. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DefinitionCatalogueTest {
  private static final String ARTICLE =
      """
      guardrails:
        - name: "error_rate"
          threshold: "< 1% increase from control"
          action: "Auto-halt experiment if breached"
        - name: "p95_latency"
          threshold: "< 200ms increase from control"
          action: "Alert + review"
      """;

  private final String primary = "conversion-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void theCatalogueHasTheMetrics() {
    create(
        metric("error_rate", MetricKind.METRIC_KIND_PROPORTION)
            .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
            .setCategory(MetricCategory.METRIC_CATEGORY_ERROR));
    create(
        metric("p95_latency", MetricKind.METRIC_KIND_QUANTILE)
            .setQuantile(0.95)
            .setUnitOfMeasure("ms")
            .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
            .setCategory(MetricCategory.METRIC_CATEGORY_LATENCY));
    create(metric(primary, MetricKind.METRIC_KIND_PROPORTION));
  }

  @Test
  void theArticlesGuardrailsAreAppliedUnchanged() {
    var key = Definitions.newKey("article");
    var applied = apply(file(key, primary));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_CREATE);
    var metrics = applied.getExperiment().getDefinition().getMetricsList();
    assertThat(metrics).hasSize(3);
    assertThat(metrics.get(1).getMetric().getCategory())
        .isEqualTo(MetricCategory.METRIC_CATEGORY_ERROR);
    assertThat(metrics.get(1).getCatalogue().getVersion()).isEqualTo(1);
    assertThat(metrics.get(2).getMetric().getQuantile()).isEqualTo(0.95);
    assertThat(applied.getReading().getGuardrails(0).getReading()).contains("error_rate");
    assertThat(apply(file(key, primary)).getAction())
        .isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    assertThat(export(key))
        .contains("primary: " + primary + "@1\n")
        .contains("  - name: \"error_rate@1\"\n    threshold: \"< 1% increase from control\"\n");
    assertThat(apply(export(key)).getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
  }

  @Test
  void anOpenReferenceTakesTheNewestWhileItIsADraft() {
    var key = Definitions.newKey("newest");
    apply(file(key, primary));
    var exported = export(key);
    var second = metric(primary, MetricKind.METRIC_KIND_PROPORTION).setDescription("said anew");
    metrics()
        .updateMetric(
            UpdateMetricRequest.newBuilder().setExpectedVersion(1).setMetric(second).build());
    assertThat(apply(exported).getAction())
        .as("a file that names the version stays with it")
        .isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    var applied = apply(file(key, primary));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_UPDATE);
    assertThat(applied.getChangesList().stream().map(FieldChange::getPath))
        .containsExactlyInAnyOrder(
            "definition.metrics[" + primary + "].metric.description",
            "definition.metrics[" + primary + "].catalogue.version");
  }

  @Test
  void aMetricThatIsNotThereIsNamedWhereTheFileNamesIt() {
    var missing = file(Definitions.newKey("missing"), "no-such-metric");
    assertThat(said("metrics.primary", () -> plan(missing)))
        .matches("line 6: must be a metric of the catalogue.*");
    var version = file(Definitions.newKey("missing"), primary + "@7");
    assertThat(said("metrics.primary", () -> plan(version))).contains("must be 1 to 1");
    var wrong =
        file(Definitions.newKey("missing"), primary)
            .replace("< 200ms increase", "< 200EUR increase");
    assertThat(said("guardrails[1].threshold", () -> apply(wrong)))
        .startsWith("line 14: the unit has to be the metric's");
  }

  private static String file(String key, String primary) {
    return """
    key: %s
    name: Conversion
    owner: checkout-team
    unit: user
    metrics:
      primary: %s
    variants: [{key: a, weight: 50%%, control: true}, {key: b, weight: 50%%}]
    plan: {design: fixed-horizon, baseline: 10%%, mde: 10%%}
    """
            .formatted(key, primary)
        + ARTICLE;
  }

  private static ApplyDefinitionResponse apply(String yaml) {
    return definitions(Tokens.ann())
        .applyDefinition(ApplyDefinitionRequest.newBuilder().setYaml(yaml).build());
  }

  private static void plan(String yaml) {
    definitions(Tokens.ann())
        .planDefinition(PlanDefinitionRequest.newBuilder().setYaml(yaml).build());
  }

  private static String export(String key) {
    return definitions(Tokens.ann())
        .exportDefinition(ExportDefinitionRequest.newBuilder().setKey(key).build())
        .getYaml();
  }

  private static MetricServiceBlockingStub metrics() {
    return MetricServiceGrpc.newBlockingStub(Calls.channel())
        .withCallCredentials(Calls.bearer(Tokens.ann()));
  }

  private static void create(Metric.Builder metric) {
    metrics().createMetric(CreateMetricRequest.newBuilder().setMetric(metric).build());
  }

  private static Metric.Builder metric(String key, MetricKind kind) {
    return Metric.newBuilder()
        .setKey(key)
        .setKind(kind)
        .setEventName("page")
        .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
        .setOwner("checkout-team")
        .setWindow(Durations.fromDays(7));
  }
}
