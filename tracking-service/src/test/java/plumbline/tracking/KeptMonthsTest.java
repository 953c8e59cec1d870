package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesRegex;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_REJECTED;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.tracking.retention.RetentionKeeper;

/** Months that are older than retention, as long as an experiment needs them and afterwards. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class KeptMonthsTest {
  private static final int MANY_DAYS = 500;

  @SuppressWarnings("TimeInStaticInitializer")
  private static final Instant START =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(MANY_DAYS, ChronoUnit.DAYS);

  @Inject RetentionKeeper keeper;

  @Test
  void statisticsOutliveTheEventsThatTheyAreOf() throws Exception {
    Servers.definitions().put(started("outlived", 1).build());
    var exposure =
        Samples.exposure("k1", "kept-user", "outlived", "b", 0)
            .setOccurredAt(Samples.time(START.plus(10, ChronoUnit.DAYS)))
            .build();
    var bought =
        Samples.outcome("k2", "kept-user", "buy", 0)
            .setOccurredAt(Samples.time(START.plus(11, ChronoUnit.DAYS)))
            .setValueMicros(7)
            .build();
    await().until(() -> isTaken(exposure));
    assertThat(isTaken(bought)).isTrue();
    var table = Sql.ask("SELECT tableoid::regclass FROM event WHERE event_id = 'k1'");
    keeper.look(Instant.now());
    assertThat(isThere(table)).as("it is needed, though older than retention").isTrue();

    Servers.definitions().put(over("outlived").build());
    var statistics = folded("outlived", 2);
    assertThat(statistics.getVariants(1).getMetrics(1).getSumY()).isEqualTo("7");
    await()
        .untilAsserted(() -> {
          keeper.look(Instant.now());
          assertThat(isThere(table)).isFalse();
        });

    // The unit is folded again, from events of which the exposure is none any more.
    assertThat(isTaken(Samples.outcome("k3", "kept-user", "buy", 5).build())).isTrue();
    assertThat(folded("outlived", 2).getVariantsList()).isEqualTo(statistics.getVariantsList());
    assertThat(outcome(exposure)).isEqualTo(EVENT_OUTCOME_REJECTED);
  }

  @Test
  void experimentsThatNeedMoreThanIsConfiguredAreCounted() throws Exception {
    Servers.definitions().put(started("needy", 1).build());
    await()
        .until(() ->
            Sql.ask("SELECT count(*) FROM definition WHERE experiment = 'needy'").equals("1"));
    keeper.look(Instant.now());
    given().get("/q/metrics").then().body(containsString("plumbline_retention_short 1.0"));

    Servers.definitions().put(over("needy").build());
    await()
        .until(
            () -> Sql.ask("SELECT version FROM definition WHERE experiment = 'needy'").equals("2"));
    keeper.look(Instant.now());
    given()
        .get("/q/metrics")
        .then()
        .body(containsString("plumbline_retention_short 0.0"))
        .body(matchesRegex("(?s).*plumbline_retention_months [1-9][0-9].*"))
        .body(matchesRegex("(?s).*plumbline_retention_oldest_month_seconds [0-9].*"))
        .body(containsString("plumbline_retention_keys_deleted_total"));
  }

  @Test
  void aClockThatIsAheadDropsNothing() throws Exception {
    // Else nothing would be dropped in any case.
    Servers.definitions().put(over("known").build());
    await()
        .until(() ->
            Sql.ask("SELECT count(*) FROM definition WHERE experiment = 'known'").equals("1"));
    var event = Samples.outcome("a1", "ahead", "buy", 5).build();
    assertThat(isTaken(event)).isTrue();
    keeper.look(Instant.now().plus(MANY_DAYS, ChronoUnit.DAYS));
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'ahead'")).isEqualTo("1");
  }

  private static Experiment.Builder started(String key, long version) {
    return Samples.running(key, version).setStartTime(Samples.time(START));
  }

  /** Decided so long ago that it needs nothing any more. */
  private static Experiment.Builder over(String key) {
    return started(key, 2)
        .setStopTime(Samples.time(START.plus(20, ChronoUnit.DAYS)))
        .setDecideTime(Samples.time(Instant.now().minus(31, ChronoUnit.DAYS)));
  }

  private static boolean isTaken(Event event) {
    return outcome(event) == EVENT_OUTCOME_ACCEPTED;
  }

  private static EventOutcome outcome(Event event) {
    try (var client = Client.as("client")) {
      return client.track(event).getFirst().getOutcome();
    }
  }

  private static boolean isThere(String table) throws Exception {
    return !Sql.ask("SELECT to_regclass('%s')".formatted(table)).equals("null");
  }

  private static ExperimentStatistics folded(String experiment, long version) {
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics(experiment),
              it -> it.getDefinitionVersion() == version && it.getPendingBatches() == 0);
    }
  }
}
