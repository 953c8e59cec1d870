package plumbline.kit.limit;

import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.HttpFailures;

/**
 * Ends HTTP requests that arrive byte by byte, and connections on which none arrives. An idle
 * timeout finds neither, as each byte begins it anew. Nothing is scheduled for a request: each
 * event loop looks over its own connections from time to time, on which a request only notes when
 * its head was there.
 */
@ApplicationScoped
class SlowRequests {
  private static final Logger LOG = Logger.getLogger(SlowRequests.class);

  /** Before everything that may refuse a request. */
  private static final int FIRST = 400;

  private final Vertx vertx;
  private final Duration timeout;
  private final List<Future<?>> looks = new ArrayList<>();

  @Inject
  SlowRequests(Vertx vertx, LimitsConfig config) {
    this.vertx = vertx;
    this.timeout = config.requestTimeout();
  }

  void register(@Observes Filters filters) {
    filters.register(SlowRequests::follow, FIRST);
  }

  void start(@Observes StartupEvent event) {
    var period = Math.clamp(timeout.toNanos() / 10, 1_000_000, 1_000_000_000);
    for (var executor : vertx.nettyEventLoopGroup()) {
      if (executor instanceof SingleThreadEventLoop loop) {
        looks.add(
            loop.scheduleWithFixedDelay(() -> tryLook(loop), period, period, TimeUnit.NANOSECONDS));
      }
    }
  }

  void stop(@Observes ShutdownEvent event) {
    looks.forEach(look -> look.cancel(false));
  }

  private static void follow(RoutingContext context) {
    if (context.request().connection() instanceof ConnectionBase connection) {
      var now = System.nanoTime();
      var arrival = arrival(connection.channel(), now);
      arrival.head(context, now);
      context.addEndHandler(_ -> arrival.answered(context, System.nanoTime()));
    }
    context.next();
  }

  /** What is thrown would end all later looks without a word. */
  private void tryLook(SingleThreadEventLoop loop) {
    try {
      look(loop);
    } catch (RuntimeException e) {
      LOG.error("slow requests are not seen", e);
    }
  }

  private void look(SingleThreadEventLoop loop) {
    var now = System.nanoTime();
    var late = new ArrayList<Channel>();
    for (var channels = loop.registeredChannelsIterator(); channels.hasNext(); ) {
      var channel = channels.next();
      if (isHttp(channel) && arrival(channel, now).isLate(now, timeout.toNanos())) {
        late.add(channel);
      }
    }
    late.forEach(this::end);
  }

  /** Whether somebody connected to our HTTP port by it. */
  private static boolean isHttp(Channel channel) {
    return channel.parent() != null && channel.pipeline().get(HttpRequestDecoder.class) != null;
  }

  private static Arrival arrival(Channel channel, long now) {
    var known = channel.attr(Arrival.KEY).get();
    if (known == null) {
      known = new Arrival(now);
      channel.attr(Arrival.KEY).set(known);
    }
    return known;
  }

  private void end(Channel channel) {
    var request = channel.attr(Arrival.KEY).get().request();
    if (request == null || request.response().headWritten()) {
      channel.close();
      return;
    }
    request.response().putHeader("connection", "close");
    request.addEndHandler(_ -> channel.close());
    HttpFailures.refuse(
        request,
        new Failure.Late("the request did not arrive within " + timeout.toSeconds() + " s"));
  }
}
