package plumbline.tracking.retention;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Refuses to start with settings by which a repeated event would be stored twice. */
@ApplicationScoped
class RetentionProvider {

  @Produces
  @Singleton
  Retention retention(EventRetentionConfig events, RetentionConfig config) {
    return Retention.of(events, config);
  }

  void check(@Observes StartupEvent start, EventRetentionConfig events, RetentionConfig config) {
    Retention.of(events, config);
  }
}
