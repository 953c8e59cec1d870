package plumbline.kit.feed;

import io.grpc.Channel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import plumbline.kit.client.Reconnect;
import plumbline.proto.assignment.v1.ExperimentService;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Follows assignment-service's definitions until it is closed. */
public final class DefinitionFeed implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(DefinitionFeed.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final ExperimentService assignment;
  private final Channel channel;
  private final DefinitionStore store;
  private final Cancellable subscription;

  private DefinitionFeed(ExperimentService assignment, Channel channel, DefinitionStore store) {
    this.assignment = assignment;
    this.channel = channel;
    this.store = store;
    this.subscription =
        Multi.createFrom()
            .deferred(this::watch)
            .onCompletion()
            .failWith(() -> new IllegalStateException("the stream ended"))
            .onFailure()
            .invoke(this::away)
            .onFailure()
            .retry()
            .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
            .indefinitely()
            .subscribe()
            .with(_ -> {}, failure -> LOG.error("definitions are no longer followed", failure));
  }

  /**
   * Begins to follow.
   *
   * @param channel that assignment is called by
   */
  public static DefinitionFeed follow(
      ExperimentService assignment, Channel channel, DefinitionStore store) {
    return new DefinitionFeed(assignment, channel, store);
  }

  @Override
  public void close() {
    subscription.cancel();
  }

  private void away(Throwable failure) {
    LOG.infof("definitions are not followed now: %s", failure);
    Reconnect.now(channel);
  }

  private Multi<WatchExperimentsResponse> watch() {
    var stream = new DefinitionStream(store);
    return open().emitOn(Infrastructure.getDefaultWorkerPool()).invoke(stream::take);
  }

  private Multi<WatchExperimentsResponse> open() {
    try {
      var held = store.load();
      return assignment.watchExperiments(
          WatchExperimentsRequest.newBuilder()
              .setKnownEpoch(held.epoch())
              .setKnownVersion(held.version())
              .setChanges(true)
              .build());
    } catch (SQLException e) {
      return Multi.createFrom().failure(e);
    }
  }
}
