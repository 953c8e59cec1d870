package plumbline.assignment.notice;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import plumbline.kit.failure.Failure;

/** The streams that are open: so many at most. Changes reach them by one thread at a time. */
@ApplicationScoped
public class FlagStreams {
  private static final Logger LOG = Logger.getLogger(FlagStreams.class);

  private final NoticeConfig config;
  private final Vertx vertx;
  private final Set<FlagStream> open = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile long timer;
  private volatile boolean ending;

  @Inject
  FlagStreams(NoticeConfig config, Vertx vertx, MeterRegistry registry) {
    this.config = config;
    this.vertx = vertx;
    this.places = new Semaphore(config.maxStreams());
    Gauge.builder("plumbline.flags.streams", open, Set::size)
        .description("Streams that are told of changes of flags")
        .register(registry);
  }

  void start(@Observes StartupEvent event) {
    // Twice in the time allowed: a stream that spoke just after one tick is silent until the next.
    timer =
        vertx.setPeriodic(
            Math.max(1, config.keepAlive().toMillis() / 2),
            _ -> offTheEventLoop(() -> each(FlagStream::keepAlive)));
  }

  /** Before requests that are under way are waited for: a stream would be one that never ends. */
  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    end();
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
    end();
  }

  private void end() {
    ending = true;
    each(FlagStream::end);
    open.forEach(this::remove);
  }

  /**
   * Lets a stream hear of changes from now on, until it is removed.
   *
   * @throws Failure.Exhausted if as many are open as may be
   * @throws Failure.Unavailable if the service ends
   */
  public void add(FlagStream stream) {
    if (ending) {
      throw new Failure.Unavailable("shutting down");
    }
    if (!places.tryAcquire()) {
      throw new Failure.Exhausted(
          "%d streams are open already; try again later".formatted(config.maxStreams()));
    }
    open.add(stream);
  }

  /** Forgets a stream; again is harmless. */
  public void remove(FlagStream stream) {
    if (open.remove(stream)) {
      places.release();
    }
  }

  /** Flags changed. What changes while streams are being told is told to them in one go. */
  void changed() {
    if (changes.getAndIncrement() == 0) {
      offTheEventLoop(this::tell);
    }
  }

  private void tell() {
    var told = 0;
    do {
      told = changes.get();
      each(FlagStream::tell);
    } while (changes.addAndGet(-told) != 0);
  }

  private void each(Consumer<FlagStream> action) {
    for (var stream : open) {
      try {
        action.accept(stream);
      } catch (RuntimeException e) {
        // A defect, but of one stream: the others must not miss a change for it.
        LOG.errorf(e, "a stream of flags' changes failed and is forgotten");
        remove(stream);
      }
    }
  }

  private void offTheEventLoop(Runnable work) {
    vertx.executeBlocking(
        () -> {
          work.run();
          return null;
        },
        false);
  }
}
