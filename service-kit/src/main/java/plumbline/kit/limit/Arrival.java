package plumbline.kit.limit;

import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What one HTTP connection waits for: the head of a request, then its body. Written on the
 * connection's event loop, and by whoever ends a reply.
 */
final class Arrival {
  static final AttributeKey<Arrival> KEY = AttributeKey.valueOf("plumbline.arrival");

  private volatile long since;
  private volatile @Nullable RoutingContext request;

  Arrival(long now) {
    this.since = now;
  }

  /** The head is there. */
  void head(RoutingContext arriving, long now) {
    request = arriving;
    since = now;
  }

  /** The reply to a request has ended: from now on another one is waited for. */
  void answered(RoutingContext done, long now) {
    if (request == done) {
      request = null;
      since = now;
    }
  }

  /** The request whose head is there; null: none, or the last one was answered. */
  @Nullable RoutingContext request() {
    return request;
  }

  /** Whether something has been waited for longer than that; a whole request waits for us. */
  boolean isLate(long now, long timeout) {
    var asked = request;
    return now - since > timeout && (asked == null || isArriving(asked.request()));
  }

  /** Of what has no body nobody need ever ask for the end, and until then it is not said. */
  private static boolean isArriving(HttpServerRequest asked) {
    var length = asked.getHeader(HttpHeaders.CONTENT_LENGTH);
    var hasBody =
        asked.headers().contains(HttpHeaders.TRANSFER_ENCODING)
            || length != null && !length.equals("0");
    return hasBody && !asked.isEnded();
  }
}
