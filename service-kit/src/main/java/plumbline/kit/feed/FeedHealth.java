package plumbline.kit.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jspecify.annotations.Nullable;
import plumbline.kit.health.Warning;

/** What a service that follows the definitions shows of it. */
public final class FeedHealth {
  private FeedHealth() {}

  /** The metric; the feed is null until it has begun. */
  public static void register(MeterRegistry registry, Supplier<@Nullable DefinitionFeed> feed) {
    Gauge.builder("plumbline.definitions.followed", () -> isFollowed(feed.get()) ? 1 : 0)
        .description("1: changes of definitions reach this replica")
        .strongReference(true)
        .register(registry);
  }

  /** The check's answer. */
  public static HealthCheckResponse check(@Nullable DefinitionFeed feed) {
    return Warning.of(
        "definitions",
        feed == null
            ? Optional.of("definitions are not followed before the schema is up to date")
            : feed.warning());
  }

  private static boolean isFollowed(@Nullable DefinitionFeed feed) {
    return feed != null && feed.isFollowed();
  }
}
