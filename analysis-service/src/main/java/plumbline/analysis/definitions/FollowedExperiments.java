package plumbline.analysis.definitions;

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
class FollowedExperiments implements BackgroundWork {
  private final ExperimentService assignment;
  private final Channel channel;
  private final KnownExperiments experiments;
  private @Nullable DefinitionFeed feed;

  @Inject
  FollowedExperiments(
      @GrpcClient("assignment") ExperimentService assignment,
      @GrpcClient("assignment") Channel channel,
      KnownExperiments experiments) {
    this.assignment = assignment;
    this.channel = channel;
    this.experiments = experiments;
  }

  @Override
  public void start() {
    feed = DefinitionFeed.follow(assignment, channel, experiments);
  }

  @PreDestroy
  void stop() {
    if (feed != null) {
      feed.close();
    }
  }
}
