package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Definitions.metric;
import static plumbline.assignment.Definitions.primary;
import static plumbline.assignment.Definitions.variant;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition.Builder;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvalidDefinitionTest {

  static Stream<Arguments> words() {
    return Stream.of(
        bad("definition.name", d -> d.setName("")),
        bad("definition.name", d -> d.setName("   ")),
        bad("definition.name", d -> d.setName("n".repeat(201))),
        bad("definition.name", d -> d.setName("null\0byte")),
        bad("definition.owner", d -> d.clearOwner()),
        bad("definition.hypothesis", d -> d.setHypothesis("h".repeat(4001))),
        bad("definition.tags[0]", d -> d.addTags("")),
        bad("definition.tags[1]", d -> d.addTags("a").addTags("a")),
        bad(
            "definition.tags",
            d ->
                IntStream.range(0, 21)
                    .mapToObj(i -> "t" + i)
                    .reduce(d, Builder::addTags, (a, b) -> a)),
        bad("definition.unit_type", d -> d.clearUnitType()),
        bad("definition.unit_type", d -> d.setUnitTypeValue(4)),
        bad("definition.traffic", d -> d.setTraffic(0)),
        bad("definition.traffic", d -> d.setTraffic(1.01)),
        bad("definition.traffic", d -> d.setTraffic(Double.NaN)),
        bad("definition", d -> d.setUnknownFields(unknownField())));
  }

  static Stream<Arguments> variants() {
    return Stream.of(
        bad("definition.variants", d -> d.clearVariants()),
        bad("definition.variants", d -> d.removeVariants(1)),
        bad("definition.variants", d -> thirteen(d)),
        bad("definition.variants[1].key", d -> d.setVariants(1, variant("One Page", 0.5))),
        bad("definition.variants[1].key", d -> d.setVariants(1, variant("control", 0.5))),
        bad("definition.variants[1].weight", d -> d.setVariants(1, variant("b", 0))),
        bad("definition.variants[1].weight", d -> d.setVariants(1, variant("b", 1))),
        bad("definition.variants[1].weight", d -> d.setVariants(1, variant("b", Double.NaN))),
        bad(
            "definition.variants[1].weight",
            d -> d.setVariants(1, variant("b", Double.POSITIVE_INFINITY))),
        bad("definition.variants", d -> d.setVariants(1, variant("b", 0.4))),
        bad("definition.variants", d -> d.setVariants(1, variant("b", 0.5).setControl(true))),
        bad("definition.variants", d -> d.setVariants(0, variant("a", 0.5))),
        bad(
            "definition.variants[1].description",
            d -> d.setVariants(1, variant("b", 0.5).setDescription("d".repeat(1001)))),
        bad(
            "definition.variants[1].payload",
            d -> d.setVariants(1, variant("b", 0.5).setPayload(list()))),
        bad(
            "definition.variants[1].payload",
            d -> d.setVariants(1, variant("b", 0.5).setPayload(number(Double.NaN)))),
        bad("definition.plan.many_variants_justification", d -> five(d)));
  }

  static Stream<Arguments> metrics() {
    return Stream.of(
        bad(
            "definition.metrics",
            d ->
                IntStream.range(0, 50)
                    .mapToObj(i -> secondary("m" + i))
                    .reduce(d, Builder::addMetrics, (a, b) -> a)),
        bad("definition.metrics[0].role", d -> d.setMetrics(0, primary().clearRole())),
        bad("definition.metrics[3].metric.key", d -> d.addMetrics(secondary("ordered"))),
        bad("definition.metrics[3].metric.key", d -> d.addMetrics(secondary("Not A Key"))),
        bad("definition.metrics[0].metric.kind", d -> with(d, MetricKind.METRIC_KIND_UNSPECIFIED)),
        bad("definition.metrics[1].metric.kind", d -> withUnknownGuardrail(d)),
        bad("definition.metrics[0].metric.event_name", d -> edit(d, m -> m.clearEventName())),
        bad(
            "definition.metrics[0].metric.event_name",
            d -> edit(d, m -> m.setEventName("e".repeat(129)))),
        bad(
            "definition.metrics[0].metric.event_filter",
            d -> edit(d, m -> m.setEventFilter("status >= "))),
        bad(
            "definition.metrics[0].metric.event_filter",
            d -> edit(d, m -> m.setEventFilter("status + 1"))),
        bad(
            "definition.metrics[0].metric.value_attribute",
            d -> edit(d, m -> m.setValueAttribute("took"))),
        bad(
            "definition.metrics[0].metric.value_attribute",
            d ->
                edit(
                    d,
                    m -> m.setKind(MetricKind.METRIC_KIND_MEAN).setValueAttribute("a".repeat(65)))),
        bad(
            "definition.metrics[0].metric.description",
            d -> edit(d, m -> m.setDescription("d".repeat(1001)))),
        bad(
            "definition.metrics[0].metric.direction",
            d -> edit(d, m -> m.setDirection(MetricDirection.METRIC_DIRECTION_UNSPECIFIED))),
        bad("definition.metrics[0].metric.category", d -> edit(d, m -> m.setCategoryValue(99))),
        bad(
            "definition.metrics[0].metric.delay",
            d -> edit(d, m -> m.setDelay(Durations.fromDays(91)))),
        bad(
            "definition.metrics[0].metric.delay",
            d -> edit(d, m -> m.setDelay(Durations.fromSeconds(-1)))),
        bad("definition.metrics[0].metric.window", d -> edit(d, m -> m.setWindow(Durations.ZERO))),
        bad(
            "definition.metrics[0].metric.window",
            d -> edit(d, m -> m.setWindow(Duration.newBuilder().setSeconds(1).setNanos(-1)))),
        bad("definition.metrics[0].metric.cap_micros", d -> edit(d, m -> m.setCapMicros(1))),
        bad("definition.metrics[0].metric.floor_micros", d -> edit(d, m -> m.setFloorMicros(1))),
        bad(
            "definition.metrics[0].metric.cap_micros",
            d ->
                edit(
                    d,
                    m -> m.setKind(MetricKind.METRIC_KIND_MEAN).setCapMicros(1).setFloorMicros(2))),
        bad("definition.metrics[0].metric.quantile", d -> edit(d, m -> m.setQuantile(0.5))),
        bad(
            "definition.metrics[0].metric.unit_of_measure",
            d -> edit(d, m -> m.setUnitOfMeasure("u".repeat(17)))),
        bad(
            "definition.metrics[0].guardrail",
            d -> d.setMetrics(0, primary().setGuardrail(rule("< 1% increase from control")))),
        bad("definition.metrics[3].guardrail.threshold", d -> d.addMetrics(guardrail(rule("")))),
        bad(
            "definition.metrics[3].guardrail.action",
            d -> d.addMetrics(guardrail(rule("< 1% increase from control").clearAction()))));
  }

  static Stream<Arguments> plan() {
    return Stream.of(
        plan("alpha", p -> p.setAlpha(0)),
        plan("alpha", p -> p.setAlpha(0.5)),
        plan("alpha", p -> p.setAlpha(Double.NaN)),
        plan("power", p -> p.setPower(0.5)),
        plan("power", p -> p.setPower(1)),
        plan("mde_relative", p -> p.setMdeRelative(0)),
        plan("mde_relative", p -> p.setMdeRelative(Double.POSITIVE_INFINITY)),
        plan("baseline", p -> p.setBaseline(1)),
        plan("baseline_standard_deviation", p -> p.setBaselineStandardDeviation(1)),
        plan("sample_size_per_variant", p -> p.setSampleSizePerVariant(-1)),
        plan("sample_size_per_variant", p -> p.setSampleSizePerVariant(Long.MAX_VALUE)),
        plan("expected_units_per_day", p -> p.setExpectedUnitsPerDay(-1)),
        plan("expected_units_per_day", p -> p.setExpectedUnitsPerDay(Long.MAX_VALUE)),
        plan("duration", p -> p.setDuration(Durations.ZERO)),
        plan("maximum_duration", p -> p.setMaximumDuration(Durations.fromDays(13))),
        bad("definition.flag", d -> d.setFlag("Not A Key")));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource({"words", "variants", "metrics", "plan"})
  void isRefusedNamingTheFieldAndNothingIsStored(String field, UnaryOperator<Builder> change) {
    var key = Definitions.newKey("bad");
    var definition = change.apply(Definitions.valid()).build();
    assertThat(invalidFields(() -> Flow.create(key, definition))).contains(field);
    refused(
        Status.Code.NOT_FOUND,
        () ->
            experiments(Tokens.ann())
                .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build()));
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    var definition =
        Definitions.valid()
            .clearName()
            .setUnitType(UnitType.UNIT_TYPE_UNSPECIFIED)
            .setVariants(1, variant("b", 2))
            .setFlag("Not A Key")
            .build();
    assertThat(invalidFields(() -> Flow.create("Bad Key", definition)))
        .containsExactlyInAnyOrder(
            "key",
            "definition.name",
            "definition.unit_type",
            "definition.variants[1].weight",
            "definition.variants",
            "definition.flag");
  }

  @Test
  void whatIsAllowedIsTaken() {
    var definition =
        Definitions.valid()
            .setHypothesis("Tabs\tand\nlines, ünïcode, 😀")
            .setTraffic(1)
            .addTags("checkout")
            .addMetrics(
                secondary("revenue")
                    .setMetric(
                        metric("revenue", MetricKind.METRIC_KIND_MEAN)
                            .setCapMicros(5)
                            .setFloorMicros(-5)))
            .addMetrics(guardrail(rule("< 1% increase from control")))
            .build();
    assertThat(Flow.create(Definitions.newKey("good"), definition).getDefinition())
        .isEqualTo(definition);
  }

  private static Arguments bad(String field, UnaryOperator<Builder> change) {
    return arguments(field, change);
  }

  private static Arguments plan(String field, Consumer<AnalysisPlan.Builder> change) {
    return bad(
        "definition.plan." + field,
        d -> {
          change.accept(d.getPlanBuilder());
          return d;
        });
  }

  private static Builder edit(Builder definition, Consumer<Metric.Builder> change) {
    change.accept(definition.getMetricsBuilder(0).getMetricBuilder());
    return definition;
  }

  private static Builder withUnknownGuardrail(Builder definition) {
    definition.getMetricsBuilder(1).getMetricBuilder().setKindValue(99);
    return definition;
  }

  private static Builder with(Builder definition, MetricKind kind) {
    return edit(definition, metric -> metric.setKind(kind));
  }

  private static ExperimentMetric.Builder secondary(String key) {
    return ExperimentMetric.newBuilder()
        .setRole(MetricRole.METRIC_ROLE_SECONDARY)
        .setMetric(metric(key, MetricKind.METRIC_KIND_COUNT));
  }

  private static ExperimentMetric.Builder guardrail(GuardrailRule.Builder rule) {
    return secondary("crashes")
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setMetric(
            metric("crashes", MetricKind.METRIC_KIND_COUNT)
                .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE))
        .setGuardrail(rule);
  }

  private static GuardrailRule.Builder rule(String threshold) {
    return GuardrailRule.newBuilder()
        .setThreshold(threshold)
        .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT);
  }

  private static Builder five(Builder definition) {
    definition.clearVariants().addVariants(variant("control", 0.2).setControl(true));
    IntStream.range(0, 4).forEach(i -> definition.addVariants(variant("v" + i, 0.2)));
    return definition;
  }

  private static Builder thirteen(Builder definition) {
    definition.clearVariants();
    IntStream.range(0, 13).forEach(i -> definition.addVariants(variant("v" + i, 1 / 13.0)));
    return definition;
  }

  private static Value list() {
    return Value.newBuilder().setListValue(ListValue.getDefaultInstance()).build();
  }

  private static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  private static UnknownFieldSet unknownField() {
    return UnknownFieldSet.newBuilder()
        .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
        .build();
  }
}
