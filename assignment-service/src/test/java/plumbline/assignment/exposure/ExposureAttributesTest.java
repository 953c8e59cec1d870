package plumbline.assignment.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.tracking.v1.AttributeValue;

class ExposureAttributesTest {
  private static final AnalysisPlan PLAN =
      AnalysisPlan.newBuilder()
          .addSegments("country")
          .addSegments("utm-source")
          .addExclusions("bot || user_agent.contains('bot')")
          .addExclusions("score > limit && country in ['XX']")
          .build();

  @Test
  void thoseThatThePlanNamesAndNoOthers() {
    var request =
        Map.of(
            "country", text("DE"),
            "utm-source", text("mail"),
            "bot", bool(false),
            "user_agent", text("web"),
            "score", number(0.5),
            "age", number(21),
            "email", text("a@example.org"));
    assertThat(of(PLAN).of(request))
        .containsOnlyKeys("country", "utm-source", "bot", "user_agent", "score")
        .containsEntry("country", AttributeValue.newBuilder().setStringValue("DE").build())
        .containsEntry("bot", AttributeValue.newBuilder().setBoolValue(false).build())
        .containsEntry("score", AttributeValue.newBuilder().setNumberValue(0.5).build());
    assertThat(of(PLAN).of(Map.of())).isEmpty();
  }

  @Test
  void aPlanThatNamesNoneCostsNothing() {
    assertThat(of(AnalysisPlan.getDefaultInstance())).isSameAs(ExposureAttributes.NONE);
    var request = Map.of("country", text("DE"));
    assertThat(ExposureAttributes.NONE.of(request)).isSameAs(Map.of());
  }

  @Test
  void whatDoesNotRunExposesNothing() {
    for (var state : ExperimentState.values()) {
      if (state != ExperimentState.EXPERIMENT_STATE_RUNNING
          && state != ExperimentState.UNRECOGNIZED) {
        var experiment = experiment(PLAN).setState(state).build();
        assertThat(ExposureAttributes.of(experiment)).isSameAs(ExposureAttributes.NONE);
      }
    }
  }

  @Test
  void whatCannotBeStoredIsLeftOut() {
    var attributes = of(plan("a", "b", "c", "d", "e", "f"));
    assertThat(
            attributes.of(
                Map.of(
                    "a", Value.newBuilder().setListValue(ListValue.getDefaultInstance()).build(),
                    "b", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build(),
                    "c", number(Double.NaN),
                    "d", text("nul\0"),
                    "e", text("half \ud83d"),
                    "f", text("\ud83d\ude00"))))
        .containsOnlyKeys("f");
    var names = of(plan("tab\t", "n".repeat(65), "", "fine"));
    assertThat(
            names.of(
                Map.of(
                    "tab\t",
                    number(1),
                    "n".repeat(65),
                    number(1),
                    "",
                    number(1),
                    "fine",
                    number(1))))
        .containsOnlyKeys("fine");
  }

  @Test
  void stringsTogetherAreBounded() {
    var attributes = of(plan("a", "b", "c", "d"));
    assertThat(attributes.of(Map.of("a", text("x".repeat(1_025))))).isEmpty();
    assertThat(
            attributes.of(
                Map.of(
                    "a", text("x".repeat(1_000)),
                    "b", text("y".repeat(25)),
                    "c", text("z".repeat(24)),
                    "d", number(1))))
        .containsOnlyKeys("a", "c", "d");
  }

  @Test
  void noMoreThanAnEventTakesTheSegmentsFirst() {
    var rule = IntStream.range(0, 40).mapToObj(i -> "a" + i).collect(Collectors.joining(" || "));
    var attributes = of(PLAN.toBuilder().clearExclusions().addExclusions(rule).build());
    var request = new HashMap<String, Value>();
    IntStream.range(0, 40).forEach(i -> request.put("a" + i, bool(false)));
    request.put("country", text("DE"));
    assertThat(attributes.of(request))
        .hasSize(32)
        .containsKeys("country", "a0", "a30")
        .doesNotContainKey("a31");
  }

  @Test
  void whatIsNoRuleNamesNothing() {
    var plan = AnalysisPlan.newBuilder().addExclusions("country ==").build();
    assertThat(of(plan)).isSameAs(ExposureAttributes.NONE);
  }

  private static ExposureAttributes of(AnalysisPlan plan) {
    return ExposureAttributes.of(
        experiment(plan).setState(ExperimentState.EXPERIMENT_STATE_RUNNING).build());
  }

  private static AnalysisPlan plan(String... segments) {
    return AnalysisPlan.newBuilder().addAllSegments(List.of(segments)).build();
  }

  private static Experiment.Builder experiment(AnalysisPlan plan) {
    return Experiment.newBuilder().setDefinition(ExperimentDefinition.newBuilder().setPlan(plan));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value bool(boolean bool) {
    return Value.newBuilder().setBoolValue(bool).build();
  }

  private static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }
}
