package plumbline.localstack.demo;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import plumbline.localstack.StackClients;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Puts the ended demo in, through the public API; finds that it is there the next time. */
final class EndedSeed {
  /** From the start to today; one week between the end and now lets every window be over. */
  private static final int STARTED_DAYS_AGO = EndedDemo.DAYS + 7;

  private static final Duration DEFINITION_WAIT = Duration.ofMinutes(1);
  private static final Duration FOLD_WAIT = Duration.ofMinutes(5);
  private static final int STEPS = 10;

  private final StackClients admin;
  private final PrintStream out;
  private final Clock clock;
  private int shownSteps;

  EndedSeed(StackClients admin, PrintStream out, Clock clock) {
    this.admin = admin;
    this.out = out;
    this.clock = clock;
  }

  void ensure() throws InterruptedException {
    var experiment = find().orElseGet(this::importIt);
    Await.until(
        "tracking-service knows the experiment", DEFINITION_WAIT, () -> statistics().isPresent());
    if (exposedUnits() == SimulatedHistory.USERS) {
      out.printf("%s is there already, with all its %,d users.%n", EndedDemo.KEY, exposedUnits());
      return;
    }
    var start = experiment.getStartTime();
    out.printf(
        "Sending two weeks of simulated history of %,d users to %s:%n",
        SimulatedHistory.USERS, EndedDemo.KEY);
    new HistoryLoad(admin, this::show)
        .send(new SimulatedHistory(Instant.ofEpochSecond(start.getSeconds(), start.getNanos())));
    Await.until("the history is counted", FOLD_WAIT, this::isCounted);
  }

  private Optional<Experiment> find() {
    try {
      var request = GetExperimentRequest.newBuilder().setKey(EndedDemo.KEY).build();
      return Optional.of(admin.experiments().getExperiment(request).getExperiment());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Experiment importIt() {
    var today = clock.instant().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    var start = today.minusDays(STARTED_DAYS_AGO).toInstant();
    var end = start.plus(Duration.ofDays(EndedDemo.DAYS));
    out.println("Importing " + EndedDemo.KEY + ", which ended a week ago.");
    return admin
        .experiments()
        .importExperiment(
            ImportExperimentRequest.newBuilder()
                .setKey(EndedDemo.KEY)
                .setDefinition(EndedDemo.definition())
                .setStartTime(DemoEvents.timestamp(start))
                .setEndTime(DemoEvents.timestamp(end))
                .build())
        .getExperiment();
  }

  private void show(int users) {
    var step = users * STEPS / SimulatedHistory.USERS;
    if (step > shownSteps) {
      shownSteps = step;
      out.printf("  %3d %%  %,6d users%n", 100 * step / STEPS, users);
    }
  }

  private boolean isCounted() {
    return statistics()
        .filter(found -> found.getPendingBatches() == 0)
        .filter(found -> exposedUnits(found) == SimulatedHistory.USERS)
        .isPresent();
  }

  private long exposedUnits() {
    return statistics().map(EndedSeed::exposedUnits).orElse(0L);
  }

  private static long exposedUnits(ExperimentStatistics statistics) {
    return statistics.getVariantsList().stream()
        .mapToLong(VariantStatistics::getExposedUnits)
        .sum();
  }

  /** Empty while the definition has not arrived, or is being folded. */
  private Optional<ExperimentStatistics> statistics() {
    try {
      var request = GetStatisticsRequest.newBuilder().setExperiment(EndedDemo.KEY).build();
      return Optional.of(admin.statistics().getStatistics(request).getStatistics());
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case NOT_FOUND, UNAVAILABLE -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
