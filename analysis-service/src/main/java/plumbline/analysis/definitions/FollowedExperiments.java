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
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.feed.FollowedFeed;
import plumbline.proto.assignment.v1.ExperimentService;

/** Follows assignment-service's definitions, for as long as this replica lives. */
@Wellness
@ApplicationScoped
class FollowedExperiments implements BackgroundWork, HealthCheck {
  private final FollowedFeed feed;

  @Inject
  FollowedExperiments(
      @GrpcClient("assignment") ExperimentService assignment,
      @GrpcClient("assignment") Channel channel,
      KnownExperiments experiments,
      Clock clock,
      MeterRegistry registry) {
    this.feed = new FollowedFeed(assignment, channel, experiments, clock, registry);
  }

  @Override
  public void start() {
    feed.start();
  }

  @PreDestroy
  void stop() {
    feed.close();
  }

  @Override
  public HealthCheckResponse call() {
    return feed.check();
  }
}
