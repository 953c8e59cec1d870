package plumbline.analysis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.JsonFormat;
import io.agroal.api.AgroalDataSource;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.guardrail.WatchedExample;
import plumbline.analysis.guardrail.WatchedExample.Arm;
import plumbline.kit.failure.Failure;
import plumbline.localstack.WebhookReceiver;
import plumbline.proto.analysis.v1.ExperimentGuardrails;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.GetGuardrailsResponse;
import plumbline.proto.analysis.v1.GuardrailServiceGrpc;
import plumbline.proto.analysis.v1.PlatformConcern;
import plumbline.proto.analysis.v1.PlatformGuardrail;
import plumbline.proto.analysis.v1.WatchState;
import plumbline.proto.analysis.v1.WatchedTreatment;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** What the loop does of itself, seen from outside: by the neighbours, a webhook and the API. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class GuardrailTest {
  private static final Arm WELL = new Arm(500, 100, 10, 10);
  private static final Arm MORE = new Arm(550, 110, 11, 11);
  private static final Arm ERRORS = new Arm(550, 110, 300, 11);

  @Inject AgroalDataSource database;
  @Inject MeterRegistry registry;

  private final String key = "watched-" + UUID.randomUUID().toString().substring(0, 8);
  private final Instant start = Instant.now().minus(Duration.ofHours(1));
  private Neighbours neighbours;
  private WebhookReceiver webhook;
  private ManagedChannel channel;

  @BeforeEach
  void startNeighbours() {
    neighbours = Neighbours.start();
    webhook =
        WebhookReceiver.start(
            ConfigProvider.getConfig().getValue(Surroundings.WEBHOOK_PORT, Integer.class));
    channel = Callers.channel();
  }

  @AfterEach
  void stopNeighbours() throws InterruptedException {
    channel.shutdownNow();
    webhook.close();
    neighbours.close();
  }

  @Test
  void harmHaltsAtADueLookAndNotBefore() {
    var experiment = running();
    neighbours.know(experiment, counted(WELL, WELL));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    neighbours.count(experiment, counted(MORE, new Arm(549, 110, 300, 11)));
    awaitRounds();
    assertThat(neighbours.halts(key)).as("1,099 units are between looks").isEmpty();
    assertThat(looks()).isEqualTo(1);
    neighbours.count(experiment, counted(MORE, ERRORS));
    await().atMost(30, SECONDS).until(() -> guardrails().getHalt().hasDoneTime());
    assertThat(neighbours.halts(key))
        .singleElement()
        .extracting(it -> it.getReason())
        .asString()
        .contains("fast, look 2, at 1,100 units: errors is breached: the harm is");
    await()
        .atMost(30, SECONDS)
        .until(() -> guardrails().getState() == ExperimentState.EXPERIMENT_STATE_HALTED);
    awaitRounds();
    assertThat(neighbours.halts(key)).as("once").hasSize(1);
    assertThat(errors().getState()).isEqualTo(WatchState.WATCH_STATE_BREACHED);
    assertThat(errors().getReadingsList()).hasSize(2);
    assertThat(guardrails().hasNextLook()).isFalse();
    await().atMost(30, SECONDS).until(() -> webhook.received("/ops", key).size() == 2);
    assertThat(webhook.received("/ops", key))
        .extracting(it -> it.body().substring(0, 24))
        .containsExactly("{\"type\":\"halt.raised\",\"t", "{\"type\":\"halt.cleared\",\"");
  }

  @Test
  void aHaltIsTriedUntilAssignmentServiceTakesIt() {
    neighbours.refuse(Optional.of(new Failure.Unavailable("it is away")));
    neighbours.know(running(), counted(WELL, new Arm(500, 100, 300, 10)));
    await().atMost(30, SECONDS).until(() -> neighbours.halts(key).size() >= 3);
    assertThat(guardrails().hasHalt()).isTrue();
    assertThat(guardrails().getHalt().hasDoneTime()).isFalse();
    neighbours.refuse(Optional.empty());
    await().atMost(30, SECONDS).until(() -> guardrails().getHalt().hasDoneTime());
    assertThat(looks()).as("nothing is judged any more").isEqualTo(1);
  }

  @Test
  void anIntentThatIsFoundOpenIsActedOnByTheNextLeader() throws SQLException {
    neighbours.know(running(), counted(WELL, WELL));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    // As a leader leaves it that dies after its decision: another one has led, and is gone.
    execute(
        """
        INSERT INTO halt_intent (experiment_key, number, reason, create_time)
        VALUES ('%s', 1, 'found by one who died', now());
        UPDATE leader SET holder = gen_random_uuid(), term = term + 1,
          lease_end = now() + interval '1 second'
        """
            .formatted(key));
    await().atMost(30, SECONDS).until(() -> guardrails().getHalt().hasDoneTime());
    assertThat(neighbours.halts(key))
        .extracting(it -> it.getReason())
        .containsOnly("found by one who died");
  }

  @Test
  void anIntentEndsWhereTheExperimentIsPastIt() {
    neighbours.refuse(Optional.of(new Failure.Unavailable("it is away")));
    var experiment = running();
    neighbours.know(experiment, counted(WELL, new Arm(500, 100, 300, 10)));
    await().atMost(30, SECONDS).until(() -> !neighbours.halts(key).isEmpty());
    neighbours.refuse(Optional.of(new Failure.Refused("it has been running for nobody")));
    var tried = neighbours.halts(key).size();
    await().atMost(30, SECONDS).until(() -> neighbours.halts(key).size() > tried + 1);
    assertThat(guardrails().getHalt().hasDoneTime()).as("refused while it runs").isFalse();
    neighbours.know(experiment.setState(ExperimentState.EXPERIMENT_STATE_DECIDED).setVersion(6));
    await().atMost(30, SECONDS).until(() -> guardrails().getHalt().hasDoneTime());
    assertThat(guardrails().getHalt().getOutcome()).isEqualTo("was decided already");
  }

  @Test
  void anAlertIsToldOnceForEachChangeOfState() {
    var experiment = running();
    neighbours.know(experiment, counted(WELL, new Arm(500, 100, 10, 300)));
    await().atMost(30, SECONDS).until(() -> !webhook.received("/ops", key).isEmpty());
    awaitRounds();
    assertThat(webhook.received("/ops", key)).hasSize(1);
    assertThat(webhook.received("/ops", key).getFirst().body())
        .contains("\"type\":\"guardrail.raised\"", "\"metric\":\"slow\"", "\"treatment\":\"fast\"")
        .contains("slow is breached: the harm is");
    neighbours.count(
        experiment, counted(new Arm(50_000, 9_000, 900, 900), new Arm(50_000, 9_000, 900, 900)));
    await().atMost(30, SECONDS).until(() -> webhook.received("/ops", key).size() == 2);
    assertThat(webhook.received("/ops", key).getLast().body())
        .contains("\"type\":\"guardrail.cleared\"");
    assertThat(neighbours.halts(key)).isEmpty();
  }

  @Test
  void aSplitThatIsOffIsToldAndShown() {
    neighbours.know(
        running(), counted(new Arm(5_000, 900, 90, 90), new Arm(6_000, 1_100, 110, 110)));
    await()
        .atMost(30, SECONDS)
        .until(() -> platform(PlatformConcern.PLATFORM_CONCERN_SAMPLE_RATIO).isPresent());
    var shown = platform(PlatformConcern.PLATFORM_CONCERN_SAMPLE_RATIO).orElseThrow();
    assertThat(shown.getRaised()).isTrue();
    assertThat(shown.getSentence()).contains("5,000 : 6,000 units", "trust no result");
    assertThat(shown.hasTellTime()).isTrue();
    await()
        .atMost(30, SECONDS)
        .until(() ->
            webhook.received("/ops", key).stream()
                .anyMatch(it -> it.body().contains("\"sample-ratio.raised\"")));
    assertThat(platform(PlatformConcern.PLATFORM_CONCERN_FOLD_LAG)).isPresent();
    assertThat(platform(PlatformConcern.PLATFORM_CONCERN_SILENCE).orElseThrow().getRaised())
        .isFalse();
  }

  @Test
  void enrolmentEndsByItselfOnceThePlanIsFulfilled() {
    var experiment = WatchedExample.running(key, Instant.now().minus(Duration.ofDays(15)), 1_000);
    neighbours.know(experiment, counted(new Arm(999, 0, 0, 0), new Arm(1_001, 0, 0, 0)));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    awaitRounds();
    assertThat(neighbours.stops(key)).as("one unit is missing").isEmpty();
    neighbours.count(experiment, counted(new Arm(1_000, 0, 0, 0), new Arm(1_001, 0, 0, 0)));
    await()
        .atMost(30, SECONDS)
        .until(() -> guardrails().getState() == ExperimentState.EXPERIMENT_STATE_STOPPED);
    assertThat(neighbours.stops(key).getFirst().getReason())
        .startsWith("The planned duration is over, and every variant has its planned 1,000 units");
  }

  @Test
  void numbersThatWouldTellThePrimaryMetricsAreNowhere() throws Exception {
    neighbours.know(
        running(), counted(new Arm(5_000, 1_777, 50, 50), new Arm(5_000, 1_333, 50, 50)));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    var guardrails = guardrails();
    var lost = guardrails.getGuardrails(2);
    assertThat(lost.getMetric()).isEqualTo("lost");
    assertThat(lost.getNumbersWithheld()).isTrue();
    assertThat(lost.getMargin()).isEqualTo("< 1pp decrease from control");
    assertThat(lost.getUnderstood()).startsWith("breached when the treatment's lost is more than");
    var reading = lost.getTreatments(0).getReadings(0);
    assertThat(reading.getState()).isEqualTo(WatchState.WATCH_STATE_BREACHED);
    assertThat(reading.hasHarm() || reading.hasLower() || reading.hasUpper()).isFalse();
    assertThat(guardrails.getGuardrails(0).getNumbersWithheld()).isFalse();
    assertThat(guardrails.getGuardrails(0).getTreatments(0).getReadings(0).hasHarm()).isTrue();
    // The harm is 8.88 percentage points.
    assertThat(JsonFormat.printer().print(guardrails)).doesNotContain("8.88", "0.0888");
    await().atMost(30, SECONDS).until(() -> !webhook.received("/ops", key).isEmpty());
    assertThat(webhook.received("/ops", key).getFirst().body())
        .contains("lost is breached", "withheld")
        .doesNotContain("8.88");
  }

  @Test
  void theNextLookIsSaid() {
    neighbours.know(running(), counted(WELL, WELL));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    var next = guardrails().getNextLook();
    assertThat(next.getLook()).isEqualTo(2);
    assertThat(next.getExposedUnits()).isEqualTo(1_100);
    assertThat(next.hasTime()).isTrue();
  }

  @Test
  void restAnswersAsGrpcDoes() throws Exception {
    // Always valid, so that all numbers are shown, zeros among them.
    var experiment = running();
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(plumbline.proto.assignment.v1.Design.DESIGN_ALWAYS_VALID);
    neighbours.know(experiment, counted(WELL, WELL));
    await().atMost(30, SECONDS).until(() -> looks() == 1);
    var body = Callers.http("analyst").get("/v1/experiments/" + key + "/guardrails").asString();
    var reply = GetGuardrailsResponse.newBuilder();
    JsonFormat.parser().merge(body, reply);
    assertThat(reply.getGuardrails().getGuardrailsList())
        .isEqualTo(guardrails().getGuardrailsList());
  }

  @Test
  void whoMayNotReadAndWhatIsNotThereIsRefused() {
    assertThat(code("client", key)).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(code("analyst", "never-heard-of")).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(code("analyst", "NO KEY")).isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  private Experiment.Builder running() {
    return WatchedExample.running(key, start, 10_000);
  }

  private static plumbline.proto.tracking.v1.ExperimentStatistics.Builder counted(
      Arm control, Arm fast) {
    return WatchedExample.counted(Instant.now().minus(Duration.ofHours(1)), control, fast);
  }

  private ExperimentGuardrails guardrails() {
    return guardrails("analyst", key);
  }

  private ExperimentGuardrails guardrails(String role, String experiment) {
    return GuardrailServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(Callers.credentials(role))
        .getGuardrails(GetGuardrailsRequest.newBuilder().setExperiment(experiment).build())
        .getGuardrails();
  }

  private WatchedTreatment errors() {
    return guardrails().getGuardrails(0).getTreatments(0);
  }

  /** Looks so far; 0 also while the definition is on its way. */
  private int looks() {
    try {
      return errors().getReadingsCount();
    } catch (StatusRuntimeException e) {
      return 0;
    }
  }

  private Optional<PlatformGuardrail> platform(PlatformConcern concern) {
    try {
      return guardrails().getPlatformGuardrailsList().stream()
          .filter(it -> it.getConcern() == concern)
          .findFirst();
    } catch (StatusRuntimeException e) {
      return Optional.empty();
    }
  }

  private Status.Code code(String role, String experiment) {
    try {
      guardrails(role, experiment);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  /** Everything has been seen to a few times since now. */
  private void awaitRounds() {
    var before = rounds();
    await().atMost(30, SECONDS).until(() -> rounds() >= before + 4);
  }

  private long rounds() {
    return registry.get("plumbline.guardrail.evaluation").timer().count();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
