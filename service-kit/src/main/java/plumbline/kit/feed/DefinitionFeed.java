package plumbline.kit.feed;

import io.grpc.Channel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
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
  private final Clock clock;
  private final Cancellable subscription;
  private volatile @Nullable Instant lost;
  private volatile @Nullable Instant received;
  private volatile String reason = "nothing has arrived yet";

  private DefinitionFeed(
      ExperimentService assignment, Channel channel, DefinitionStore store, Clock clock) {
    this.assignment = assignment;
    this.channel = channel;
    this.store = store;
    this.clock = clock;
    this.lost = clock.instant();
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
      ExperimentService assignment, Channel channel, DefinitionStore store, Clock clock) {
    return new DefinitionFeed(assignment, channel, store, clock);
  }

  @Override
  public void close() {
    subscription.cancel();
  }

  /** Whether what arrives is followed at this moment. */
  public boolean isFollowed() {
    return lost == null;
  }

  /** What is wrong, in words; empty: the definitions are followed. */
  public Optional<String> warning() {
    var from = lost;
    if (from == null) {
      return Optional.empty();
    }
    var last = received;
    return Optional.of(
        "definitions are not followed since %s (%s): %s"
            .formatted(
                from.truncatedTo(ChronoUnit.SECONDS),
                last == null
                    ? "none were received since the start"
                    : "last received " + last.truncatedTo(ChronoUnit.SECONDS),
                reason));
  }

  private void take(DefinitionStream stream, WatchExperimentsResponse response) {
    stream.take(response);
    received = clock.instant();
    lost = null;
  }

  private void away(Throwable failure) {
    reason = String.valueOf(failure.getMessage());
    if (lost == null) {
      lost = clock.instant();
    }
    LOG.infof("definitions are not followed now: %s", failure);
    Reconnect.now(channel);
  }

  private Multi<WatchExperimentsResponse> watch() {
    var stream = new DefinitionStream(store);
    return open()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(response -> take(stream, response));
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
