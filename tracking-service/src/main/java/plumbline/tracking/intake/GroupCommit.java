package plumbline.tracking.intake;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;

/**
 * Stores requests together: while every writer waits for the disk, what comes waits too, and goes
 * in one transaction as soon as a writer is free. One request alone does not wait at all.
 */
@ApplicationScoped
class GroupCommit {
  private final IntakeQueue queue;
  private final EventStore store;
  private final IntakeConfig config;
  private final Timer commits;
  private final DistributionSummary groups;

  @Inject
  GroupCommit(IntakeQueue queue, EventStore store, IntakeConfig config, MeterRegistry registry) {
    this.queue = queue;
    this.store = store;
    this.config = config;
    this.commits =
        Timer.builder("plumbline.intake.commit")
            .description("From the begin of a transaction until it is on disk")
            .publishPercentileHistogram()
            .register(registry);
    this.groups =
        DistributionSummary.builder("plumbline.intake.group.events")
            .description("Events in one transaction")
            .register(registry);
  }

  /**
   * One result for each event, in order, after they are on disk.
   *
   * @throws Failure.Exhausted if too much waits already
   */
  Uni<List<StoreResult>> store(Submission submission) {
    queue.add(submission);
    writeMore();
    return Uni.createFrom()
        .completionStage(submission.results())
        .ifNoItem()
        .after(config.timeout())
        .failWith(() -> new Failure.Unavailable("not stored in time; sending it again is safe"))
        .onTermination()
        .invoke(() -> queue.withdraw(submission));
  }

  private void writeMore() {
    for (var group = queue.next(); !group.isEmpty(); group = queue.next()) {
      write(group);
    }
  }

  private void write(List<Submission> group) {
    var begin = Timer.start();
    groups.record(group.stream().mapToInt(it -> it.events().size()).sum());
    store
        .store(group)
        .onItem()
        .invoke(results -> answer(group, results))
        .replaceWithVoid()
        .onFailure(failure -> group.size() > 1 && isOfOne(failure))
        .recoverWithUni(() -> writeEach(group))
        .onFailure()
        .invoke(failure -> group.forEach(it -> it.results().completeExceptionally(failure)))
        .onTermination()
        .invoke(() -> {
          begin.stop(commits);
          queue.written(group);
          writeMore();
        })
        .subscribe()
        .with(_ -> {}, _ -> {});
  }

  /** A failure that may be one request's own, and not all requests'. */
  private static boolean isOfOne(Throwable failure) {
    return !(DatabaseFailures.translate(failure) instanceof Failure);
  }

  private Uni<Void> writeEach(List<Submission> group) {
    return Multi.createFrom()
        .iterable(group)
        .onItem()
        .transformToUniAndConcatenate(alone ->
            store
                .store(List.of(alone))
                .onItem()
                .invoke(results -> alone.results().complete(results))
                .onFailure()
                .invoke(alone.results()::completeExceptionally)
                .onFailure()
                .recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static void answer(List<Submission> group, List<StoreResult> results) {
    var from = 0;
    for (var submission : group) {
      var to = from + submission.events().size();
      submission.results().complete(results.subList(from, to));
      from = to;
    }
  }
}
