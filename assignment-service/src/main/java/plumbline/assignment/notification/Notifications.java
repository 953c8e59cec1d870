package plumbline.assignment.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import plumbline.kit.health.Warning;
import plumbline.kit.notification.Endpoints;
import plumbline.kit.notification.NotificationConfig;
import plumbline.kit.notification.Notifier;
import plumbline.kit.notification.OutboxRows;

/** This service's messages, by the sender that services share. */
@Wellness
@ApplicationScoped
class Notifications implements HealthCheck {
  private final Notifier notifier;

  @Inject
  Notifications(
      Endpoints endpoints,
      NotificationConfig config,
      OutboxRows rows,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.notifier = new Notifier(endpoints, config, rows, vertx, registry, clock);
  }

  /** Also where configuration that is not as it must be ends the start. */
  void start(@Observes StartupEvent event) {
    notifier.start();
  }

  void stop(@Observes ShutdownEvent event) {
    notifier.stop();
  }

  @Override
  public HealthCheckResponse call() {
    return Warning.of("notifications", notifier.warning());
  }

  @Produces
  @Singleton
  static Endpoints endpoints(NotificationConfig config) {
    return new Endpoints(config, List.of(Event.values()));
  }

  @Produces
  @Singleton
  static OutboxRows rows(Pool pool) {
    return new OutboxRows(pool);
  }
}
