package plumbline.kit.lifecycle;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.TimeUnit;

/**
 * Has clients over HTTP connect elsewhere before the server closes their connections: once the end
 * has begun, each answer says that it is the last one on its connection. Of a connection that is
 * closed without a word, a request may be on its way, which is lost.
 */
@ApplicationScoped
class HttpEnd {
  /** Before everything that may refuse a request. */
  private static final int FIRST = 500;

  private static final long LOOK_MILLIS = 25;

  private volatile boolean ending;
  private volatile long lastRequest;

  void register(@Observes Filters filters) {
    filters.register(this::pass, FIRST);
  }

  /** From now on each answer is the last one on its connection. */
  void begin() {
    lastRequest = System.nanoTime();
    ending = true;
  }

  /** Waits until nobody has asked for so long, or it is {@link System#nanoTime} that late. */
  void awaitQuiet(long quietNanos, long deadline) throws InterruptedException {
    while (System.nanoTime() - lastRequest < quietNanos && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void pass(RoutingContext context) {
    if (ending) {
      lastRequest = System.nanoTime();
      // HTTP/1.1, as this port speaks nothing else.
      context.response().putHeader("connection", "close");
    }
    context.next();
  }
}
