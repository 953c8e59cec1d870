package plumbline.assignment.ramp;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import plumbline.assignment.database.OwnContext;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.experiment.DueStep;
import plumbline.assignment.experiment.Ramps;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.proto.assignment.v1.Experiment;

/**
 * Takes steps of ramps when they are due. Every replica does; the change itself looks again, so
 * that of several replicas one takes the step. While PostgreSQL is away a step waits.
 */
@ApplicationScoped
class RampTimer {
  private static final Logger LOG = Logger.getLogger(RampTimer.class);

  private final Snapshots snapshots;
  private final Ramps ramps;
  private final RampConfig config;
  private final OwnContext own;
  private final Vertx vertx;
  private final Clock clock;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long timer;

  @Inject
  RampTimer(
      Snapshots snapshots,
      Ramps ramps,
      RampConfig config,
      OwnContext own,
      Vertx vertx,
      Clock clock) {
    this.snapshots = snapshots;
    this.ramps = ramps;
    this.config = config;
    this.own = own;
    this.vertx = vertx;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.pollInterval().toMillis(), _ -> tick());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** One round at a time: what is skipped is found by the next. */
  private void tick() {
    var due = due();
    if (due.isEmpty() || !busy.compareAndSet(false, true)) {
      return;
    }
    Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUniAndConcatenate(this::take)
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(_ -> {}, thrown -> LOG.error("ramps were not looked at", thrown));
  }

  private List<String> due() {
    var now = clock.instant();
    return snapshots
        .current()
        .map(snapshot ->
            snapshot.experiments().stream()
                .filter(experiment -> DueStep.of(experiment, now).isPresent())
                .map(Experiment::getKey)
                .toList())
        .orElse(List.of());
  }

  /** Always ends well: one experiment's step must not keep the others from theirs. */
  private Uni<Void> take(String key) {
    return own.run(() -> ramps.growAsPlanned(new ExperimentKey(key)))
        .invoke(() -> failing.set(false))
        .replaceWithVoid()
        .onFailure()
        .invoke(thrown -> failed(key, thrown))
        .onFailure()
        .recoverWithNull();
  }

  private void failed(String key, Throwable cause) {
    if (failing.compareAndSet(false, true)) {
      LOG.warnf("the ramp of '%s' waits, and perhaps others': %s", key, cause.getMessage());
    }
  }
}
