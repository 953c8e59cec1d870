package plumbline.tracking.definitions;

import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.feed.DefinitionFeed;
import plumbline.proto.assignment.v1.ExperimentService;

/** Follows assignment-service's definitions, for as long as this replica lives. */
@ApplicationScoped
class FollowedDefinitions implements BackgroundWork {
  private final ExperimentService assignment;
  private final Channel channel;
  private final Definitions definitions;
  private @Nullable DefinitionFeed feed;

  @Inject
  FollowedDefinitions(
      @GrpcClient("assignment") ExperimentService assignment,
      @GrpcClient("assignment") Channel channel,
      Definitions definitions) {
    this.assignment = assignment;
    this.channel = channel;
    this.definitions = definitions;
  }

  @Override
  public void start() {
    feed = DefinitionFeed.follow(assignment, channel, definitions);
  }

  @PreDestroy
  void stop() {
    if (feed != null) {
      feed.close();
    }
  }
}
