package plumbline.assignment.difference;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.NullValue;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RampStep;
import plumbline.proto.assignment.v1.Variant;

class DifferenceTest {
  private static final ExperimentDefinition BEFORE =
      ExperimentDefinition.newBuilder()
          .setName("Checkout")
          .addVariants(variant("control", 0.5).setControl(true))
          .addVariants(variant("one-page", 0.5))
          .addMetrics(metric("ordered"))
          .addTags("mobile")
          .setPlan(
              AnalysisPlan.newBuilder()
                  .setDesign(Design.DESIGN_FIXED_HORIZON)
                  .setAlpha(0.05)
                  .addSegments("country"))
          .build();

  @Test
  void equalMessagesDifferInNothing() {
    assertThat(Difference.between(BEFORE, BEFORE.toBuilder().build())).isEmpty();
  }

  @Test
  void aFieldIsNamedByItsPath() {
    var after = BEFORE.toBuilder();
    after.setName("OnePage").setTraffic(0.5);
    after.getPlanBuilder().clearAlpha().setSampleSizePerVariant(1_000);
    after.getPlanBuilder().setDesign(Design.DESIGN_ALWAYS_VALID).setDuration(Durations.fromDays(7));
    assertThat(changes(after))
        .containsExactly(
            "definition.name: \"Checkout\" -> \"OnePage\"",
            "definition.traffic: - -> 0.5",
            "definition.plan.design: \"DESIGN_FIXED_HORIZON\" -> \"DESIGN_ALWAYS_VALID\"",
            "definition.plan.alpha: 0.05 -> -",
            "definition.plan.sample_size_per_variant: - -> \"1000\"",
            "definition.plan.duration: - -> \"604800s\"");
  }

  @Test
  void elementsAreNamedByTheirKeys() {
    var after = BEFORE.toBuilder();
    after.getVariantsBuilder(1).setWeight(0.3);
    after.addVariants(variant("two-page", 0.2));
    after.getMetricsBuilder(0).getMetricBuilder().setWindow(Durations.fromDays(1));
    after.addHoldouts("everything").clearTags().addTags("checkout");
    after.addOverrides(ForcedOverride.newBuilder().setUnit("u1").setVariant("control"));
    assertThat(changes(after))
        .containsExactly(
            "definition.variants[one-page].weight: 0.5 -> 0.3",
            "definition.variants[two-page]: - -> {\"key\":\"two-page\",\"weight\":0.2}",
            "definition.metrics[ordered].metric.window: - -> \"86400s\"",
            "definition.holdouts[everything]: - -> \"everything\"",
            "definition.overrides[u1]: - -> {\"unit\":\"u1\",\"variant\":\"control\"}",
            "definition.tags[mobile]: \"mobile\" -> -",
            "definition.tags[checkout]: - -> \"checkout\"");
  }

  @Test
  void othersAreNamedByTheirPlaces() {
    var after = BEFORE.toBuilder();
    after.getPlanBuilder().setSegments(0, "device").addSegments("country").addLooks(1);
    after.addRamp(RampStep.newBuilder().setAfterStart(Durations.fromHours(1)).setTraffic(1));
    assertThat(changes(after))
        .containsExactly(
            "definition.plan.segments[0]: \"country\" -> \"device\"",
            "definition.plan.segments[1]: - -> \"country\"",
            "definition.plan.looks[0]: - -> 1.0",
            "definition.ramp[0]: - -> {\"afterStart\":\"3600s\",\"traffic\":1.0}");
  }

  @Test
  void keysThatAreThereTwiceLeaveThePlaces() {
    var after = BEFORE.toBuilder();
    after.getVariantsBuilder(1).setKey("control");
    assertThat(changes(after))
        .containsExactly("definition.variants[1].key: \"one-page\" -> \"control\"");
  }

  @Test
  void anotherOrderIsAChange() {
    var after = BEFORE.toBuilder().clearVariants();
    after.addVariants(BEFORE.getVariants(1)).addVariants(BEFORE.getVariants(0));
    assertThat(changes(after))
        .containsExactly(
            "definition.variants: [\"control\",\"one-page\"] -> [\"one-page\",\"control\"]");
  }

  @Test
  void whatIsThereOnOneSideIsOneChange() {
    var bare = BEFORE.toBuilder().clearPlan().build();
    assertThat(changes(bare, BEFORE))
        .containsExactly(
            "definition.plan: - -> "
                + "{\"design\":\"DESIGN_FIXED_HORIZON\",\"alpha\":0.05,\"segments\":[\"country\"]}");
    var emptyPlan = bare.toBuilder().setPlan(AnalysisPlan.getDefaultInstance()).build();
    assertThat(changes(emptyPlan, bare)).containsExactly("definition.plan: {} -> -");
    assertThat(changes(ExperimentDefinition.getDefaultInstance(), BEFORE))
        .extracting(change -> change.substring(0, change.indexOf(':')))
        .containsExactly(
            "definition.name",
            "definition.variants[control]",
            "definition.variants[one-page]",
            "definition.metrics[ordered]",
            "definition.plan",
            "definition.tags[mobile]");
  }

  @Test
  void aPayloadIsOneValueAndNullIsNotAbsent() {
    var after = BEFORE.toBuilder();
    after.getVariantsBuilder(0).setPayload(Value.newBuilder().setNullValue(NullValue.NULL_VALUE));
    after.getVariantsBuilder(1).getPayloadBuilder().getStructValueBuilder();
    assertThat(changes(after))
        .containsExactly(
            "definition.variants[control].payload: - -> null",
            "definition.variants[one-page].payload: - -> {}");
  }

  @Test
  void aMetricOfTheCatalogueIsNamedByItsReference() {
    var referring =
        BEFORE.toBuilder()
            .addMetrics(
                ExperimentMetric.newBuilder()
                    .setCatalogue(CatalogueReference.newBuilder().setKey("errors").setVersion(3)))
            .build();
    assertThat(changes(BEFORE, referring))
        .containsExactly(
            "definition.metrics[errors]: - -> "
                + "{\"catalogue\":{\"key\":\"errors\",\"version\":\"3\"}}");
  }

  @Test
  void wholeExperimentsAreComparedToo() {
    var before = Experiment.newBuilder().setKey("k").setVersion(1).setDefinition(BEFORE).build();
    var after = before.toBuilder().setVersion(2).setStartTime(Timestamps.fromSeconds(0));
    after.getDefinitionBuilder().setOwner("team");
    assertThat(Difference.between(before, after.build()).stream().map(DifferenceTest::text))
        .containsExactly(
            "definition.owner: - -> \"team\"",
            "version: \"1\" -> \"2\"",
            "start_time: - -> \"1970-01-01T00:00:00Z\"");
  }

  private static List<String> changes(ExperimentDefinition.Builder after) {
    return changes(BEFORE, after.build());
  }

  private static List<String> changes(ExperimentDefinition before, ExperimentDefinition after) {
    return Difference.between("definition", before, after).stream()
        .map(DifferenceTest::text)
        .toList();
  }

  private static String text(FieldChange change) {
    return change.getPath()
        + ": "
        + (change.hasBefore() ? json(change.getBefore()) : "-")
        + " -> "
        + (change.hasAfter() ? json(change.getAfter()) : "-");
  }

  private static String json(Value value) {
    return ProtoJson.print(value).replaceAll("\\s", "");
  }

  private static Variant.Builder variant(String key, double weight) {
    return Variant.newBuilder().setKey(key).setWeight(weight);
  }

  private static ExperimentMetric.Builder metric(String key) {
    return ExperimentMetric.newBuilder()
        .setMetric(Metric.newBuilder().setKey(key).setKind(MetricKind.METRIC_KIND_PROPORTION));
  }
}
