package plumbline.assignment.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.Durations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.UnitType;

class DefinitionFileTest {
  /** As the article that the guardrails come from writes it. */
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

  @Test
  void theArticlesGuardrailsAreReadUnchanged() {
    var metrics = DefinitionFile.parse("key: k\n" + ARTICLE).definition().getMetricsList();
    assertThat(metrics)
        .containsExactly(
            guardrail(
                "error_rate", "< 1% increase from control", GuardrailAction.GUARDRAIL_ACTION_HALT),
            guardrail(
                "p95_latency",
                "< 200ms increase from control",
                GuardrailAction.GUARDRAIL_ACTION_ALERT));
  }

  @Test
  void theyAreWrittenAsTheyWereRead() {
    var definition = DefinitionFile.parse("key: k\n" + ARTICLE).definition();
    assertThat(DefinitionWriter.write("k", definition)).isEqualTo("key: k\n" + ARTICLE);
  }

  @Test
  void aFlagAndPrerequisitesAreReadAndWritten() {
    var yaml =
        """
        key: k
        prerequisites:
          - key: new-cart
            variant: treatment
          - key: fast-search
            value: true
          - key: pages
            value: 3
          - key: theme
            value: "no"
        flag: checkout-pages
        """;
    var definition = DefinitionFile.parse(yaml).definition();
    assertThat(definition.getFlag()).isEqualTo("checkout-pages");
    assertThat(definition.getPrerequisites(0).hasValue()).isFalse();
    assertThat(definition.getPrerequisites(1).getValue().getBoolValue()).isTrue();
    assertThat(definition.getPrerequisites(2).getValue().getNumberValue()).isEqualTo(3);
    assertThat(definition.getPrerequisites(3).getValue().getStringValue()).isEqualTo("no");
    assertThat(DefinitionFile.parse(DefinitionWriter.write("k", definition)).definition())
        .isEqualTo(definition);
  }

  @Test
  void aRatioSaysWhatIsAddedUpOnEachSide() {
    var yaml =
        """
        key: k
        metrics:
          secondary:
            - key: clicks_per_session
              kind: ratio
              event: click
              denominator_event: session
            - key: bytes_per_second
              kind: ratio
              event: download
              denominator_event: download
              denominator_filter: bytes > 0
              value_attribute: bytes
              numerator: values
              denominator: values
              denominator_value_attribute: seconds
        """;
    var definition = DefinitionFile.parse(yaml).definition();
    var clicks = definition.getMetrics(0).getMetric();
    assertThat(clicks.getNumerator()).isEqualTo(RatioTerm.RATIO_TERM_UNSPECIFIED);
    var speed = definition.getMetrics(1).getMetric();
    assertThat(speed.getNumerator()).isEqualTo(RatioTerm.RATIO_TERM_VALUES);
    assertThat(speed.getDenominator()).isEqualTo(RatioTerm.RATIO_TERM_VALUES);
    assertThat(speed.getValueAttribute()).isEqualTo("bytes");
    assertThat(speed.getDenominatorValueAttribute()).isEqualTo("seconds");
    assertThat(DefinitionWriter.write("k", definition)).isEqualTo(yaml);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "guardrails:\\n  - error_rate: < 1% increase; halt",
        "guardrails:\\n  - error_rate: '< 1% increase from control ; Auto-halt experiment if breached'",
        "guardrails:\\n  error_rate: < 1% increase; halt",
        "guardrails: {error_rate: < 1% increase; halt}",
        "guardrails:\\n  - {metric: error_rate, threshold: < 1% increase from control, action: halt}"
      })
  void theShortFormsSayTheSame(String escaped) {
    var yaml = "key: k\n" + escaped.replace("\\n", "\n");
    assertThat(DefinitionFile.parse(yaml).definition().getMetricsList())
        .containsExactly(
            guardrail(
                "error_rate", "< 1% increase from control", GuardrailAction.GUARDRAIL_ACTION_HALT));
  }

  @Test
  void everythingIsReadAsPeopleWriteIt() {
    var yaml =
        """
        key: k
        owner: "on"
        unit: account
        traffic: 12.5%
        layer: {name: checkout, slots: 0-4999}
        ramp: [{after: 1d12h, traffic: 50%}]
        variants:
          - {key: control, weight: 0.5, control: true, payload: {pages: 3, texts: [no, ~]}}
        metrics:
          primary: conversion@3
          counter:
            - {key: spent, kind: mean, cap: 99.5, floor: -1, direction: decrease, window: 36h}
        plan:
          design: fixed-horizon
          correction: benjamini-hochberg
          mde: 10%
          sample_size_per_variant: 1000
          looks: [50%, 1]
          covariate: {anchor: first-exposure, lookback: 14d}
        """;
    var definition = DefinitionFile.parse(yaml).definition();
    assertThat(definition.getOwner()).isEqualTo("on");
    assertThat(definition.getUnitType()).isEqualTo(UnitType.UNIT_TYPE_ACCOUNT);
    assertThat(definition.getTraffic()).isEqualTo(0.125);
    assertThat(definition.getLayer())
        .isEqualTo(
            LayerSlots.newBuilder().setLayer("checkout").setFromSlot(0).setToSlot(5_000).build());
    assertThat(definition.getRamp(0).getAfterStart()).isEqualTo(Durations.fromHours(36));
    var payload = definition.getVariants(0).getPayload().getStructValue();
    assertThat(payload.getFieldsOrThrow("pages").getNumberValue()).isEqualTo(3);
    var texts = payload.getFieldsOrThrow("texts").getListValue();
    assertThat(texts.getValues(0).getStringValue()).isEqualTo("no");
    assertThat(texts.getValues(1).hasNullValue()).isTrue();
    assertThat(definition.getMetrics(0).getCatalogue())
        .isEqualTo(CatalogueReference.newBuilder().setKey("conversion").setVersion(3).build());
    assertThat(definition.getMetrics(1).getRole()).isEqualTo(MetricRole.METRIC_ROLE_COUNTER);
    assertThat(definition.getMetrics(1).getMetric().getCapMicros()).isEqualTo(99_500_000);
    assertThat(definition.getMetrics(1).getMetric().getWindow()).isEqualTo(Durations.fromHours(36));
    var plan = definition.getPlan();
    assertThat(plan.getDesign()).isEqualTo(Design.DESIGN_FIXED_HORIZON);
    assertThat(plan.getCorrection()).isEqualTo(Correction.CORRECTION_BENJAMINI_HOCHBERG);
    assertThat(plan.getMdeRelative()).isEqualTo(0.1);
    assertThat(plan.getLooksList()).containsExactly(0.5, 1.0);
    assertThat(plan.getCovariate().getLookback()).isEqualTo(Durations.fromDays(14));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: A | key | line 1: is needed",
        "key: k\\nnme: A | nme | line 2: is not known here: allowed are eligibility, flag, guardrails,",
        "key: 2024 | key | line 1: must be a text: put it in quotes",
        "key: k\\nname: | name | line 2: is empty",
        "key: k\\nunit: session | unit | line 2: must be one of user, account, device",
        "key: k\\ntags: a | tags | line 2: must be a list",
        "key: k\\ntags: [a, 1] | tags[1] | line 2: must be a text",
        "key: k\\ntraffic: half | traffic | line 2: must be a number, such as 0.05, or a percentage",
        "key: k\\ntraffic: .nan | traffic | line 2: must be a number",
        "key: k\\nplan:\\n  alpha: low | plan.alpha | line 3: must be a number",
        "key: k\\nplan:\\n  duration: 14 | plan.duration | line 3: must be a length of time, such as 14d",
        "key: k\\nplan: {sample_size_per_variant: 1.5} | plan.sample_size_per_variant | must be a whole",
        "key: k\\nplan: soon | plan | line 2: must be a mapping",
        "key: k\\nvariants:\\n  - key: a\\n    wieght: 1 | variants[0].wieght | line 4: is not known here",
        "key: k\\nvariants:\\n  - control: 1 | variants[0].control | line 3: must be true or false",
        "key: k\\nvariants: [{payload: {a: .inf}}] | variants[0].payload.a | must be a finite number",
        "key: k\\nmetrics: {primary: A B} | metrics.primary | must be a metric, or the key of one in",
        "key: k\\nmetrics: {primary: a@0} | metrics.primary | must be a metric, or the key of one in",
        "key: k\\nmetrics: {primary: {cap: 0.0000001}} | metrics.primary.cap | at most 6 decimals",
        "key: k\\nmetrics: {primary: {numerator: sum}} | metrics.primary.numerator | one of events, values",
        "key: k\\nmetrics: {secondary: a} | metrics.secondary | must be a list of metrics",
        "key: k\\nmetrics: {third: a} | metrics.third | is not known here: allowed are counter, guardr",
        "key: k\\nmetrics: {primary: a, order: [b]} | metrics.order | must name each metric once; they",
        "key: k\\nmetrics:\\n  guardrail: [{key: a}] | metrics.guardrail[0] | which no guardrail names",
        "key: k\\nlayer: {name: a, slots: 5} | layer.slots | must be the first and the last slot",
        "key: k\\nlayer: {name: a, slots: 5-2} | layer.slots | must be the first and the last slot",
        "key: k\\nguardrails: [{threshold: x}] | guardrails[0].name | is needed: the key of the metric",
        "key: k\\nguardrails:\\n  - a: < 1% increase; stop | guardrails[0].a | an action is \"halt\"",
        "key: k\\nguardrails: [{name: a, action: stop}] | guardrails[0].action | an action is \"halt\"",
        "key: k\\nguardrails: [{name: a, thresold: b}] | guardrails[0].thresold | is not known here"
      })
  void whatCannotBeReadIsNamedWithItsLine(String escaped, String path, String said) {
    var refusal =
        catchThrowableOfType(
            Failure.Invalid.class, () -> DefinitionFile.parse(escaped.replace("\\n", "\n")));
    assertThat(refusal.violations())
        .anySatisfy(violation -> {
          assertThat(violation.field()).isEqualTo(path);
          assertThat(violation.description()).contains(said);
        });
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    var yaml = "nme: A\nunit: session\nplan: {alpha: low, powr: 1}\n";
    var refusal = catchThrowableOfType(Failure.Invalid.class, () -> DefinitionFile.parse(yaml));
    assertThat(refusal.violations())
        .extracting(violation -> violation.field())
        .containsExactlyInAnyOrder("key", "nme", "unit", "plan.alpha", "plan.powr");
  }

  @Test
  void whatTheRulesRefuseIsNamedAsTheFileNamesIt() {
    var yaml =
        """
        key: k
        name: ""
        unit: user
        variants:
          - {key: a, weight: 0.5, control: true}
          - {key: b, weight: 1.5}
        metrics:
          primary: {key: m, kind: proportion, event: e}
          guardrail: [{key: g, kind: proportion, event: e, direction: decrease}]
        guardrails:
          - g: "< 1ms increase; halt"
        plan:
          mde: -1
        layer: {name: UP, slots: 2-5}
        """;
    var file = DefinitionFile.parse(yaml);
    var violations = new Violations();
    DefinitionRules.check(violations, file.definition(), Completeness.DRAFT);
    var refusal = catchThrowableOfType(Failure.Invalid.class, () -> file.throwIfAny(violations));
    assertThat(refusal.violations().stream().map(it -> it.field() + ": " + it.description()))
        .anyMatch(it -> it.startsWith("name: line 2: must be 1 to 200 characters"))
        .anyMatch(it -> it.startsWith("owner: line 1: must be 1 to 200 characters"))
        .anyMatch(it -> it.startsWith("variants[1].weight: line 6: must be a share in (0, 1)"))
        .anyMatch(it -> it.startsWith("variants: line 4: must have weights that sum to 1"))
        .anyMatch(it ->
            it.startsWith("metrics.primary.direction: line 8: must be one of increase, decrease"))
        .anyMatch(it -> it.startsWith("guardrails[0].g: line 11: "))
        .anyMatch(it -> it.startsWith("plan.mde: line 13: "))
        .anyMatch(it -> it.startsWith("layer.name: line 14: "))
        .noneMatch(it -> it.contains("definition"));
    assertThat(file.key()).isEqualTo("k");
  }

  private static ExperimentMetric guardrail(String key, String threshold, GuardrailAction action) {
    return ExperimentMetric.newBuilder()
        .setCatalogue(CatalogueReference.newBuilder().setKey(key))
        .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
        .setGuardrail(GuardrailRule.newBuilder().setThreshold(threshold).setAction(action))
        .build();
  }
}
