package plumbline.kit.feed;

import io.grpc.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import plumbline.kit.health.Warning;
import plumbline.proto.assignment.v1.ExperimentService;

/**
 * The definitions that a service follows once it has a schema to keep them in, and what it shows of
 * that. It is no bean, as not every service follows them: one that does starts and closes it.
 */
public final class FollowedFeed implements AutoCloseable {
  private final ExperimentService assignment;
  private final Channel channel;
  private final DefinitionStore store;
  private final Clock clock;
  private volatile @Nullable DefinitionFeed feed;

  /**
   * One that {@link #start} begins.
   *
   * @param channel that assignment is called by
   */
  public FollowedFeed(
      ExperimentService assignment,
      Channel channel,
      DefinitionStore store,
      Clock clock,
      MeterRegistry registry) {
    this.assignment = assignment;
    this.channel = channel;
    this.store = store;
    this.clock = clock;
    Gauge.builder("plumbline.definitions.followed", this, it -> it.isFollowed() ? 1 : 0)
        .description("1: changes of definitions reach this replica")
        .strongReference(true)
        .register(registry);
  }

  /** Begins to follow. */
  public void start() {
    feed = DefinitionFeed.follow(assignment, channel, store, clock);
  }

  @Override
  public void close() {
    var begun = feed;
    if (begun != null) {
      begun.close();
    }
  }

  /** The health check's answer. */
  public HealthCheckResponse check() {
    var begun = feed;
    return Warning.of(
        "definitions",
        begun == null
            ? Optional.of("definitions are not followed before the schema is up to date")
            : begun.warning());
  }

  private boolean isFollowed() {
    var begun = feed;
    return begun != null && begun.isFollowed();
  }
}
