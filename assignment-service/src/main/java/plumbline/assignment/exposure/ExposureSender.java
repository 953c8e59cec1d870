package plumbline.assignment.exposure;

import io.grpc.Channel;
import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.client.Reconnect;
import plumbline.kit.health.Trouble;
import plumbline.proto.tracking.v1.BatchSource;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackingService;

/**
 * Sends exposures to tracking-service, one batch at a time and in order, the same batch again until
 * it is acknowledged. Its numbers have no gaps, so that the receiver sees what never came.
 */
@ApplicationScoped
class ExposureSender {
  private static final Logger LOG = Logger.getLogger(ExposureSender.class);

  private final Exposures exposures;
  private final ExposureConfig config;
  private final TrackingService tracking;
  private final Channel channel;
  private final Vertx vertx;
  private final Clock clock;
  private final Counter sent;
  private final String bootId = UUID.randomUUID().toString();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final CountDownLatch flushed = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean ended;
  private volatile long timer;
  private volatile int inFlight;
  private volatile @Nullable Trouble trouble;
  // Belongs to whoever holds busy.
  private long sequence = 1;

  @Inject
  ExposureSender(
      Exposures exposures,
      ExposureConfig config,
      @GrpcClient("tracking") TrackingService tracking,
      @GrpcClient("tracking") Channel channel,
      Vertx vertx,
      Clock clock,
      MeterRegistry registry) {
    this.exposures = exposures;
    this.config = config;
    this.tracking = tracking;
    this.channel = channel;
    this.vertx = vertx;
    this.clock = clock;
    this.sent =
        Counter.builder("plumbline.exposures.sent")
            .description("Exposures that tracking-service has acknowledged")
            .register(registry);
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.linger().toMillis(), _ -> next());
  }

  /** Sends what can be sent in the time that a graceful end allows. */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    next();
    if (!flushed.await(config.flushTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warnf("%d exposures were not sent before the end", exposures.size() + inFlight);
    }
    vertx.cancelTimer(timer);
    ended = true;
  }

  /** Why exposures wait, in words; empty: they are taken. */
  Optional<String> warning() {
    var known = trouble;
    return known == null
        ? Optional.empty()
        : Optional.of(
            "tracking-service takes no exposures since %s: %s"
                .formatted(known.since(), known.error()));
  }

  /** Begins a batch unless one is under way. */
  private void next() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    var batch = exposures.take(config.batchSize());
    inFlight = batch.size();
    if (batch.isEmpty()) {
      busy.set(false);
      if (stopping) {
        flushed.countDown();
      }
      return;
    }
    var source =
        BatchSource.newBuilder()
            .setBootId(bootId)
            .setSequence(sequence)
            .setDropped(exposures.dropped());
    var request = TrackRequest.newBuilder().setSource(source);
    batch.forEach(exposure -> request.addEvents(exposure.event()));
    send(request.build(), batch, config.minBackoff());
  }

  /** In a context of its own, where its span is kept; timers have none. */
  private void send(TrackRequest request, List<PendingExposure> batch, Duration backoff) {
    VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext())
        .runOnContext(_ -> call(request, batch, backoff));
  }

  private void call(TrackRequest request, List<PendingExposure> batch, Duration backoff) {
    Uni.createFrom()
        .deferred(() -> tracking.track(request))
        // A deadline for each call: the client's configured one is counted once, from its first.
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .subscribe()
        .with(
            response -> acknowledged(response, batch),
            failure -> failed(request, batch, backoff, failure));
  }

  private void acknowledged(TrackResponse response, List<PendingExposure> batch) {
    trouble = null;
    var refused = 0;
    for (var i = 0; i < batch.size(); i++) {
      if (i < response.getResultsCount()
          && response.getResults(i).getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED) {
        exposures.acknowledge(batch.get(i));
      } else {
        refused++;
      }
    }
    if (refused > 0) {
      LOG.errorf("%d of %d exposures were refused", refused, batch.size());
      exposures.lose(refused);
    }
    sent.increment(batch.size() - refused);
    sequence++;
    goOn();
  }

  private void failed(
      TrackRequest request, List<PendingExposure> batch, Duration backoff, Throwable failure) {
    if (Status.fromThrowable(failure).getCode() == Status.Code.INVALID_ARGUMENT) {
      // It will never be taken; its number is used again, as nothing of it was stored.
      LOG.errorf("a batch of %d exposures was refused: %s", batch.size(), failure.getMessage());
      exposures.lose(batch.size());
      goOn();
      return;
    }
    trouble = Trouble.again(trouble, String.valueOf(failure.getMessage()), clock);
    Reconnect.now(channel);
    if (backoff.equals(config.minBackoff())) {
      LOG.warnf("exposures wait, tracking-service does not take them: %s", failure.getMessage());
    }
    var doubled = backoff.multipliedBy(2);
    var longer = doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
    vertx.setTimer(
        backoff.toMillis(),
        _ -> {
          if (!ended) {
            send(request, batch, longer);
          }
        });
  }

  private void goOn() {
    busy.set(false);
    if (stopping || exposures.size() >= config.batchSize()) {
      next();
    }
  }
}
