package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.assignment.database.OwnContext;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.experiment.Ramps;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.RampStep;
import plumbline.proto.assignment.v1.TrafficStep;

/** Traffic that grows by the definition's ramp. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ScheduledRampTest {
  private static final String RAMP = "definition.ramp";

  @Inject Ramps ramps;
  @Inject OwnContext own;

  @Test
  void aStepIsTakenWhenItIsDueAndNotBefore() {
    var key = Flow.running("plan", ramped(0.1, step(1, 0.5), step(3_600, 1)));
    var started = get(key);
    var ramped = awaitTraffic(key, 0.5);
    assertThat(ramped.getTrafficStepsList())
        .extracting(TrafficStep::getTraffic, TrafficStep::getAuthor, TrafficStep::getReason)
        .containsExactly(tuple(0.1, "ann", "start"), tuple(0.5, "", "step 1 of 2 of the ramp"));
    var taken = ramped.getTrafficSteps(1).getTime();
    assertThat(taken.getSeconds() - started.getStartTime().getSeconds()).isPositive();
    assertThat(ramped.getVersion()).isEqualTo(started.getVersion() + 1);
    assertThat(ramped.getDefinition()).isEqualTo(started.getDefinition());
    assertThat(ramped.getPreRegistration().getSha256())
        .isEqualTo(CanonicalForm.sha256(ramped.getDefinition()));
    assertThat(Audit.of(key)).startsWith("ramp by : step 1 of 2 of the ramp");
  }

  @Test
  void whatWasMissedIsTakenAtOnceAndOnceByWhoeverIsFirst() {
    var soon = RampStep.newBuilder().setAfterStart(Durations.fromMillis(1)).setTraffic(0.2);
    var next = RampStep.newBuilder().setAfterStart(Durations.fromMillis(2)).setTraffic(0.3);
    var key = Flow.running("race", ramped(0.1, soon.build(), next.build()));
    var attempts =
        Stream.generate(() -> own.run(() -> ramps.growAsPlanned(new ExperimentKey(key))))
            .limit(8)
            .toList();
    Uni.join().all(attempts).andFailFast().await().atMost(java.time.Duration.ofSeconds(30));
    var ramped = get(key);
    assertThat(ramped.getTrafficStepsList())
        .extracting(TrafficStep::getTraffic, TrafficStep::getReason)
        .containsExactly(tuple(0.1, "start"), tuple(0.3, "step 2 of 2 of the ramp"));
    assertThat(ramped.getVersion()).isEqualTo(5);
  }

  @Test
  void whoeverRampedFurtherByHandOrEndedItIsLeftAlone() {
    var plan = ramped(0.1, step(4, 0.5));
    var stopped = Flow.running("stop", plan);
    Flow.stop(stopped);
    var halted = Flow.running("halt", plan);
    Flow.halt(halted);
    var further = Flow.running("hand", plan);
    experiments(Tokens.ann())
        .rampExperiment(RampExperimentRequest.newBuilder().setKey(further).setTraffic(0.6).build());
    // Started last, so when its step is taken those of the others would have been.
    awaitTraffic(Flow.running("last", plan), 0.5);
    assertThat(get(stopped).getTraffic()).isEqualTo(0.1);
    assertThat(get(halted).getTraffic()).isEqualTo(0.1);
    assertThat(get(further).getTrafficStepsList())
        .extracting(TrafficStep::getTraffic)
        .containsExactly(0.1, 0.6);
  }

  @Test
  void thePlanCountsOnTheRamp() {
    // 106,422 units: 14,000 in a week at 10 % of 20,000 a day, the rest in 4.6 days at 100 %.
    var definition = ramped(0.1, step(7 * 86_400, 1)).toBuilder();
    definition.getPlanBuilder().clear().setBaseline(0.03).setMdeRelative(0.1);
    definition.getPlanBuilder().setExpectedUnitsPerDay(20_000);
    var created =
        experiments(Tokens.ann())
            .createExperiment(Flow.creation(Definitions.newKey("read"), definition.build()));
    assertThat(created.getReading().getNeededDays()).isEqualTo(12);
    assertThat(Flow.submit(created.getExperiment().getKey()).getDefinition().getPlan())
        .satisfies(plan -> assertThat(plan.getDuration()).isEqualTo(Durations.fromDays(14)));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            RAMP, IntStream.rangeClosed(1, 21).mapToObj(i -> step(i, 0.1 + i / 100.0)).toList()),
        arguments(RAMP + "[0].after_start", List.of(step(0, 0.5))),
        arguments(RAMP + "[0].after_start", List.of(step(-1, 0.5))),
        arguments(RAMP + "[0].after_start", List.of(step(90 * 86_400 + 1, 0.5))),
        arguments(RAMP + "[0].after_start", List.of(RampStep.newBuilder().setTraffic(1).build())),
        arguments(RAMP + "[1].after_start", List.of(step(2, 0.5), step(2, 0.6))),
        arguments(RAMP + "[0].traffic", List.of(step(1, 0.1))),
        arguments(RAMP + "[0].traffic", List.of(step(1, 1.01))),
        arguments(RAMP + "[0].traffic", List.of(step(1, Double.NaN))),
        arguments(RAMP + "[1].traffic", List.of(step(1, 0.5), step(2, 0.5))));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("wrong")
  void isRefusedNamingTheStep(String field, List<RampStep> ramp) {
    var definition = Definitions.valid().setTraffic(0.1).addAllRamp(ramp).build();
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("bad"), definition)))
        .containsOnly(field);
  }

  private static ExperimentDefinition ramped(double traffic, RampStep... steps) {
    return Definitions.valid().setTraffic(traffic).addAllRamp(List.of(steps)).build();
  }

  private static RampStep step(long seconds, double traffic) {
    return RampStep.newBuilder()
        .setAfterStart(Duration.newBuilder().setSeconds(seconds))
        .setTraffic(traffic)
        .build();
  }

  private static Experiment awaitTraffic(String key, double traffic) {
    return await().atMost(60, SECONDS).until(() -> get(key), it -> it.getTraffic() == traffic);
  }

  private static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }
}
