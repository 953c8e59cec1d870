package plumbline.assignment.snapshot;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import plumbline.proto.assignment.v1.Experiment;

/**
 * What another replica keeps of the same PostgreSQL and Redis, with nothing in common but these.
 */
@Dependent
public class SecondReplica {
  private final Snapshots snapshots;
  private final SnapshotPolling polling;

  @Inject
  SecondReplica(
      StoredDefinitions stored,
      SharedSnapshot shared,
      SnapshotConfig config,
      Redis redis,
      Clock clock,
      Vertx vertx) {
    this.snapshots = new Snapshots(clock);
    var refresh = new SnapshotRefresh(stored, shared, snapshots, config, clock);
    this.polling = new SnapshotPolling(refresh, new SnapshotHints(redis, config), config, vertx);
  }

  /** Begins to follow; tells of all experiments whenever there is something new. */
  public void start(Consumer<List<Experiment>> told) {
    snapshots.watch(snapshot -> told.accept(snapshot.experiments()));
    polling.start(new StartupEvent());
  }

  public void stop() {
    polling.stop(new ShutdownEvent());
  }
}
