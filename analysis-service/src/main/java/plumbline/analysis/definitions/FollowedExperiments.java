package plumbline.analysis.definitions;

import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.health.api.Wellness;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.feed.DefinitionFeed;
import plumbline.kit.feed.FeedHealth;
import plumbline.proto.assignment.v1.ExperimentService;

/** Follows assignment-service's definitions, for as long as this replica lives. */
@Wellness
@ApplicationScoped
class FollowedExperiments implements BackgroundWork, HealthCheck {
  private final ExperimentService assignment;
  private final Channel channel;
  private final KnownExperiments experiments;
  private final Clock clock;
  private volatile @Nullable DefinitionFeed feed;

  @Inject
  FollowedExperiments(
      @GrpcClient("assignment") ExperimentService assignment,
      @GrpcClient("assignment") Channel channel,
      KnownExperiments experiments,
      Clock clock,
      MeterRegistry registry) {
    this.assignment = assignment;
    this.channel = channel;
    this.experiments = experiments;
    this.clock = clock;
    FeedHealth.register(registry, () -> feed);
  }

  @Override
  public void start() {
    feed = DefinitionFeed.follow(assignment, channel, experiments, clock);
  }

  @PreDestroy
  void stop() {
    var begun = feed;
    if (begun != null) {
      begun.close();
    }
  }

  @Override
  public HealthCheckResponse call() {
    return FeedHealth.check(feed);
  }
}
