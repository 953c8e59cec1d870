package plumbline.tracking.definitions;

import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.client.Reconnect;
import plumbline.proto.assignment.v1.ExperimentService;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;
import plumbline.tracking.BackgroundWork;

/** Follows assignment-service's definitions, for as long as this replica lives. */
@ApplicationScoped
public class DefinitionFeed implements BackgroundWork {
  private static final Logger LOG = Logger.getLogger(DefinitionFeed.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

  private final ExperimentService assignment;
  private final Channel channel;
  private final Definitions definitions;
  private @Nullable Cancellable subscription;

  @Inject
  DefinitionFeed(
      @GrpcClient("assignment") ExperimentService assignment,
      @GrpcClient("assignment") Channel channel,
      Definitions definitions) {
    this.assignment = assignment;
    this.channel = channel;
    this.definitions = definitions;
  }

  @Override
  public void start() {
    subscription =
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

  @PreDestroy
  void stop() {
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void away(Throwable failure) {
    LOG.infof("definitions are not followed now: %s", failure);
    Reconnect.now(channel);
  }

  private Multi<WatchExperimentsResponse> watch() {
    var stream = new DefinitionStream(definitions);
    return open().emitOn(Infrastructure.getDefaultWorkerPool()).invoke(stream::take);
  }

  private Multi<WatchExperimentsResponse> open() {
    try {
      var held = definitions.load();
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
