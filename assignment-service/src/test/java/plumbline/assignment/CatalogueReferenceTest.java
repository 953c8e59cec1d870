package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.SubmissionObstacle;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** Experiments that use the catalogue's metrics. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CatalogueReferenceTest {
  private static final String CATALOGUE = "definition.metrics[0].catalogue";

  @Test
  void aReferenceIsSavedWithACopyOfTheMetricAndItsVersion() {
    var metric = inCatalogue();
    changed(metric, 1, "second");
    var asked = definition(Catalogued.primary(metric.getKey(), 0));
    var key = Definitions.newKey("refers");
    var saved = Flow.create(key, asked);
    assertThat(saved.getDefinition().getMetrics(0))
        .isEqualTo(
            Catalogued.primary(metric.getKey(), 2)
                .setMetric(metric.toBuilder().setDescription("second"))
                .build());
    assertThat(Flow.create(key, asked)).as("the same request again").isEqualTo(saved);
    var older = definition(Catalogued.primary(metric.getKey(), 1));
    assertThat(Flow.create(Definitions.newKey("older"), older).getDefinition().getMetrics(0))
        .isEqualTo(Catalogued.primary(metric.getKey(), 1).setMetric(metric).build());
    refused(Status.Code.ALREADY_EXISTS, () -> Flow.create(key, older));
  }

  @Test
  void theSameRequestAgainIsRecognisedWhateverBecameOfTheMetricSince() {
    var metric = inCatalogue();
    var asked = definition(Catalogued.primary(metric.getKey(), 0));
    var key = Definitions.newKey("again");
    var saved = Flow.create(key, asked);
    changed(metric, 1, "second");
    assertThat(Flow.create(key, asked)).isEqualTo(saved);
    assertThat(Flow.create(key, saved.getDefinition())).as("what was answered").isEqualTo(saved);
    Catalogued.archive(metric.getKey());
    assertThat(Flow.create(key, asked)).isEqualTo(saved);
    var submittable = Definitions.newKey("again");
    refused(Status.Code.INVALID_ARGUMENT, () -> Flow.create(submittable, asked));
  }

  @Test
  void aLaterVersionChangesNothingAndIsSaidOfDraftsAlone() {
    var metric = inCatalogue();
    var asked = definition(Catalogued.primary(metric.getKey(), 0));
    var draft = Definitions.newKey("draft");
    Flow.create(draft, asked);
    var running = Flow.running("running", asked);
    var before = get(running);
    assertThat(get(draft).getReading().getWarningsList()).isEmpty();

    changed(metric, 1, "second");
    assertThat(get(running)).isEqualTo(before);
    var read = get(draft);
    assertThat(read.getExperiment().getDefinition().getMetrics(0).getMetric()).isEqualTo(metric);
    assertThat(read.getReading().getObstaclesList()).isEmpty();
    assertThat(read.getReading().getWarningsList())
        .singleElement()
        .asString()
        .contains("'" + metric.getKey() + "' is version 1", "at version 2 by now");

    var updated = update(draft, 1, asked);
    assertThat(updated.getDefinition().getMetrics(0).getCatalogue().getVersion()).isEqualTo(2);
    assertThat(get(draft).getReading().getWarningsList()).isEmpty();
    assertThat(update(draft, 2, asked).getVersion()).as("the same again").isEqualTo(2);
  }

  @Test
  void aCopyMustBeWhatTheCatalogueSays() {
    var metric = inCatalogue();
    changed(metric, 1, "second");
    var right = definition(Catalogued.primary(metric.getKey(), 1).setMetric(metric));
    assertThat(Flow.create(Definitions.newKey("right"), right).getDefinition()).isEqualTo(right);
    var wrong = definition(Catalogued.primary(metric.getKey(), 2).setMetric(metric));
    assertThat(said("definition.metrics[0].metric", () -> create(wrong)))
        .contains("is not what version 2 of '" + metric.getKey() + "' says");
    var newest = definition(Catalogued.primary(metric.getKey(), 0).setMetric(metric));
    assertThat(invalidFields(() -> create(newest))).containsExactly("definition.metrics[0].metric");
  }

  @Test
  void whatIsNotThereIsRefusedNamingTheField() {
    var metric = inCatalogue();
    for (var unknown : new String[] {Definitions.newKey("unknown"), "", "Not A Key"}) {
      assertThat(invalidFields(() -> create(definition(Catalogued.primary(unknown, 0)))))
          .containsExactly(CATALOGUE + ".key");
    }
    for (var version : new long[] {2, -1, Long.MIN_VALUE}) {
      assertThat(
              said(
                  CATALOGUE + ".version",
                  () -> create(definition(Catalogued.primary(metric.getKey(), version)))))
          .isEqualTo("must be 1 to 1, or 0 for the newest");
    }
    var key = Definitions.newKey("kept");
    Flow.create(key, Definitions.valid().build());
    assertThat(invalidFields(() -> update(key, 1, definition(Catalogued.primary("no-such", 0)))))
        .containsExactly(CATALOGUE + ".key");
    assertThat(get(key).getExperiment().getVersion()).isEqualTo(1);
  }

  @Test
  void noDraftRefersToAMetricOutOfUse() {
    var metric = inCatalogue();
    var asked = definition(Catalogued.primary(metric.getKey(), 1));
    var draft = Definitions.newKey("draft");
    Flow.create(draft, asked);
    var running = Flow.running("running", asked);
    Catalogued.archive(metric.getKey());
    assertThat(said(CATALOGUE + ".key", () -> create(asked))).contains("taken out of use");
    assertThat(invalidFields(() -> Flow.submit(draft))).containsExactly(CATALOGUE + ".key");
    assertThat(get(draft).getReading().getObstaclesList())
        .extracting(SubmissionObstacle::getField)
        .containsExactly(CATALOGUE + ".key");
    assertThat(Flow.stop(running).getDefinition().getMetrics(0).getMetric()).isEqualTo(metric);
  }

  @Test
  void theWholeKeepsTheRulesThatTheRequestCouldNotBeHeldTo() {
    var mean = Catalogued.metric(Definitions.newKey("mean")).setKind(MetricKind.METRIC_KIND_MEAN);
    Catalogued.create(mean.build());
    var quantile =
        Catalogued.metric(Definitions.newKey("p95"))
            .setKind(MetricKind.METRIC_KIND_QUANTILE)
            .setQuantile(0.95);
    Catalogued.create(quantile.build());
    var once = Catalogued.primary(mean.getKey(), 0);
    var twice = once.clone().setRole(MetricRole.METRIC_ROLE_SECONDARY).build();
    assertThat(invalidFields(() -> create(definition(once, twice))))
        .containsExactly("definition.metrics[3].metric.key");
    var adjusted = definition(Catalogued.primary(quantile.getKey(), 0)).toBuilder();
    adjusted
        .getPlanBuilder()
        .setCovariate(Covariate.newBuilder().setLookback(Durations.fromDays(7)));
    assertThat(invalidFields(() -> create(adjusted.build())))
        .containsExactly("definition.plan.covariate");
    var endless = Catalogued.metric(Definitions.newKey("endless")).clearWindow();
    Catalogued.create(endless.build());
    var history = definition(Catalogued.primary(endless.getKey(), 0)).toBuilder();
    history.getPlanBuilder().setDesign(Design.DESIGN_ALWAYS_VALID);
    var past = Flow.history(Definitions.newKey("history"), history.build());
    assertThat(invalidFields(() -> experiments(Tokens.admin()).importExperiment(past)))
        .containsExactly("definition.metrics[0].metric.window");
  }

  private static Metric inCatalogue() {
    return Catalogued.create(Catalogued.metric(Definitions.newKey("metric")).build()).getMetric();
  }

  private static void changed(Metric metric, long version, String description) {
    Catalogued.update(version, metric.toBuilder().setDescription(description).build());
  }

  private static ExperimentDefinition definition(
      ExperimentMetric.Builder primary, ExperimentMetric... more) {
    var definition = Definitions.valid().setMetrics(0, primary);
    IntStream.range(0, more.length).forEach(i -> definition.addMetrics(more[i]));
    return definition.build();
  }

  private static Experiment create(ExperimentDefinition definition) {
    return Flow.create(Definitions.newKey("bad"), definition);
  }

  private static Experiment update(String key, long version, ExperimentDefinition definition) {
    return experiments(Tokens.ann())
        .updateExperiment(
            UpdateExperimentRequest.newBuilder()
                .setKey(key)
                .setExpectedVersion(version)
                .setDefinition(definition)
                .build())
        .getExperiment();
  }

  private static GetExperimentResponse get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build());
  }
}
