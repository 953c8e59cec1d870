package plumbline.kit.log;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * Makes the console's lines JSON before anything else of the service starts, if that is asked for.
 */
@ApplicationScoped
class JsonLog {
  /** Before every observer that says nothing of its order. */
  private static final int FIRST = 1;

  private final LogConfig config;
  private final String service;

  @Inject
  JsonLog(LogConfig config, @ConfigProperty(name = "quarkus.application.name") String service) {
    this.config = config;
    this.service = service;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    if (config.json()) {
      set(Logger.getLogger("").getHandlers(), new JsonLine(service));
    }
  }

  /** Quarkus' handler holds those that write. */
  private static void set(Handler[] handlers, JsonLine formatter) {
    for (var handler : handlers) {
      if (handler instanceof ConsoleHandler console) {
        console.setFormatter(formatter);
      } else if (handler instanceof ExtHandler holder) {
        set(holder.getHandlers(), formatter);
      }
    }
  }
}
