package plumbline.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.TrackingEventDetails;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users do and which variants they see, on its way to tracking-service: queued in memory, sent
 * in batches by a thread of its own, each again until it is acknowledged. An event has its id from
 * the start, so it is counted once however often it is sent.
 *
 * <pre>{@code
 * try (var plumbline = Plumbline.to(URI.create("http://localhost:8082")).build()) {
 *   OpenFeatureAPI.getInstance().setProviderAndWait(plumbline.provider(new FlagdProvider()));
 *   client.track("purchase", context, new MutableTrackingEventDetails(12.5));
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads. Nothing but {@link #flush} and {@link #close} ever waits, and
 * nothing throws because of an event: what cannot be sent is counted and logged.
 */
public final class Plumbline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Plumbline.class);

  /** An interrupt ends the thread at once, unless the caller's credential supplier hangs. */
  private static final long INTERRUPTED_MILLIS = 1_000;

  private final EventMaker events;
  private final EventQueue queue;
  private final KnownExposures known;
  private final Sender sender;
  private final Thread thread;
  private final Duration flushTimeout;
  private final AtomicLong dropped = new AtomicLong();
  private final SeldomLog unfit = new SeldomLog(LOG::warn, System::nanoTime);
  private final SeldomLog full = new SeldomLog(LOG::warn, System::nanoTime);

  Plumbline(
      EventMaker events,
      EventQueue queue,
      KnownExposures known,
      Sender sender,
      Duration flushTimeout) {
    this.events = events;
    this.queue = queue;
    this.known = known;
    this.sender = sender;
    this.flushTimeout = flushTimeout;
    this.thread = new Thread(sender, "plumbline-events");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * One that sends to that tracking-service.
   *
   * @param tracking such as {@code http://localhost:8082}; a path is kept
   */
  public static PlumblineBuilder to(URI tracking) {
    return new PlumblineBuilder(tracking);
  }

  /**
   * A provider that evaluates as that one does, and sends what is tracked. It takes the other one's
   * place: only the new one is given to the SDK. Its shutdown flushes, and leaves this open.
   */
  public FeatureProvider provider(FeatureProvider wrapped) {
    return new TrackingProvider(wrapped, this);
  }

  /**
   * A hook for evaluations whose value is shown at once: {@link #expose} after each. For flags
   * whose evaluation exposes nobody by itself; for others it does nothing.
   */
  public Hook<Object> exposureHook() {
    return new ExposureHook(this);
  }

  /**
   * The context's units did something, now.
   *
   * @param name 1 to 128 characters
   * @param details value within ±1e9, to the nearest millionth; at most 32 attributes that are
   *     strings, numbers or bools; null: neither
   */
  public void track(
      String name, EvaluationContext context, @Nullable TrackingEventDetails details) {
    try {
      enqueue(events.outcome(name, context, details));
    } catch (InvalidEventException | RuntimeException e) {
      drop("An event \"" + name + "\" was dropped: " + e.getMessage());
    }
  }

  /**
   * The context's unit is shown the value now. An exposure is sent if the value is a variant's that
   * the analysis counts, the evaluation did not record that itself, and the unit's is not stored.
   */
  public void expose(FlagEvaluationDetails<?> evaluation, EvaluationContext context) {
    try {
      var variant = ShownVariant.of(evaluation);
      if (variant.isPresent()) {
        var it = variant.get();
        var seen = events.seen(it.experiment(), it.variant(), it.unitType(), context);
        if (!known.contains(seen)) {
          enqueue(events.exposure(seen));
        }
      }
    } catch (InvalidEventException | RuntimeException e) {
      drop("An exposure to \"" + evaluation.getFlagKey() + "\" was dropped: " + e.getMessage());
    }
  }

  /**
   * Sends what is queued now, without the usual delay, and waits at most the flush timeout.
   *
   * @return whether each of these events is stored or refused
   */
  public boolean flush() {
    try {
      return queue.flush(flushTimeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The counts at this moment. */
  public Stats stats() {
    return new Stats(queue.size(), sender.sent(), dropped.get(), sender.rejected());
  }

  /**
   * Takes no more events, sends those that are queued, and ends after the flush timeout at the
   * latest; what is left then is counted as dropped, and logged. Once is enough.
   */
  @Override
  public synchronized void close() {
    queue.close();
    try {
      thread.join(Math.max(1, flushTimeout.toMillis()));
      thread.interrupt();
      thread.join(INTERRUPTED_MILLIS);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    var left = queue.abandon();
    if (left > 0) {
      dropped.addAndGet(left);
      LOG.warn("Closed with {} events that tracking-service has not acknowledged", left);
    }
  }

  private void enqueue(Event event) {
    if (!queue.offer(event)) {
      dropped.incrementAndGet();
      full.warn("An event was dropped: the queue of events is full, or closed");
    }
  }

  private void drop(String why) {
    dropped.incrementAndGet();
    unfit.warn(why);
  }
}
