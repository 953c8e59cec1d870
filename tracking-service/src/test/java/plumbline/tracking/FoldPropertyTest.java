package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigInteger;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.tracking.oracle.PlainStatistics;
import plumbline.tracking.oracle.SqlStatistics;
import plumbline.tracking.oracle.Sums;
import plumbline.tracking.oracle.World;

/**
 * Random experiments and random events, sent in every way: the statistics are, to the last digit,
 * what a plain computation over the events that were sent says, and what plain SQL over the stored
 * ones says.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FoldPropertyTest {
  private static final int EXPERIMENTS = 4;

  @Test
  void whateverIsSentTheStatisticsAreWhatPlainComputationsSay() throws Exception {
    for (var seed = 1; seed <= 2; seed++) {
      holds(seed, 900);
    }
  }

  @Test
  @Tag("long")
  void andForLong() throws Exception {
    for (var seed = 100; seed < 160; seed++) {
      holds(seed, 200 + 100 * (seed % 60));
    }
  }

  private static void holds(int seed, int count) throws Exception {
    var random = new Random(seed);
    var world = new World(random, "w" + seed, Samples.START);
    var experiments =
        new ArrayList<>(IntStream.range(0, EXPERIMENTS).mapToObj(world::experiment).toList());
    var events = world.events(count, EXPERIMENTS);
    var sent = new ArrayList<Event>();

    // Two definitions are there before anything happens, two come late.
    experiments.subList(0, 2).forEach(Servers.definitions()::put);
    send(events.subList(0, count / 2), sent, random);
    experiments.subList(2, 4).forEach(Servers.definitions()::put);
    send(events.subList(count / 2, count * 8 / 10), sent, random);
    check(seed, experiments, sent);

    change(experiments, world::stopped);
    oneByOne(events.subList(count * 8 / 10, count * 81 / 100), sent);
    check(seed, experiments, sent);

    change(experiments, world::halted);
    send(events.subList(count * 81 / 100, count), sent, random);
    refuseOthersWithTheSameIds(sent.subList(0, 20));
    check(seed, experiments, sent);
  }

  private static void send(List<Event> events, List<Event> sent, Random random) throws Exception {
    Sending.concurrently(events, random);
    sent.addAll(events);
  }

  private static void oneByOne(List<Event> events, List<Event> sent) {
    try (var client = Client.as("client")) {
      events.forEach(client::track);
    }
    sent.addAll(events);
  }

  private static void refuseOthersWithTheSameIds(List<Event> sent) {
    var others =
        sent.stream()
            .map(event ->
                event.toBuilder().clearExposure().setName("buy").setValueMicros(7_777).build())
            .toList();
    try (var client = Client.as("client")) {
      assertThat(client.track(others))
          .allMatch(result -> result.getOutcome() == EventOutcome.EVENT_OUTCOME_CONFLICT);
    }
  }

  private static void change(List<Experiment> experiments, UnaryOperator<Experiment> change) {
    experiments.replaceAll(change);
    experiments.forEach(Servers.definitions()::put);
  }

  private static void check(int seed, List<Experiment> experiments, List<Event> sent)
      throws SQLException {
    for (var experiment : experiments) {
      var statistics = folded(experiment);
      var told = Sums.of(statistics);
      var where = "seed %d, version %d of %s".formatted(seed, experiment.getVersion(), experiment);
      assertThat(told)
          .as(where)
          .isEqualTo(PlainStatistics.of(experiment, sent, complete(statistics)));
      var unconditional = new TreeMap<>(told);
      unconditional.keySet().removeIf(name -> name.contains(" matured "));
      assertThat(unconditional).as(where).isEqualTo(bySql(experiment));
    }
  }

  private static Instant complete(ExperimentStatistics statistics) {
    var time = statistics.getCompleteUpTo();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private static Map<String, BigInteger> bySql(Experiment experiment) throws SQLException {
    var database = Servers.database();
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return SqlStatistics.of(connection, experiment);
    }
  }

  private static ExperimentStatistics folded(Experiment experiment) {
    var request =
        GetStatisticsRequest.newBuilder()
            .setExperiment(experiment.getKey())
            .setDailyMetrics(true)
            .setSegments(true)
            .build();
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics.getStatistics(request).getStatistics(),
              it ->
                  it.getDefinitionVersion() == experiment.getVersion()
                      && it.getPendingBatches() == 0);
    }
  }
}
