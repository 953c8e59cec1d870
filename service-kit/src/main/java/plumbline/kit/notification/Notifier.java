package plumbline.kit.notification;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox for as long as the service runs, beside any number of others. It is
 * no bean, as not every service has an outbox: one that has starts and stops it.
 */
public class Notifier {
  private static final Logger LOG = Logger.getLogger(Notifier.class);

  /** Counting and cleaning up is done at each so many looks for messages. */
  private static final int UPKEEP = 10;

  private final Endpoints endpoints;
  private final NotificationConfig config;
  private final OutboxRows rows;
  private final Vertx vertx;
  private final MeterRegistry registry;
  private final Clock clock;
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<String, LaneMeters> meters = new HashMap<>();
  private final List<Long> timers = new ArrayList<>();
  private @Nullable Courier courier;

  /** A sender of the messages in the rows to the endpoints; {@link #start} begins. */
  public Notifier(
      Endpoints endpoints,
      NotificationConfig config,
      OutboxRows rows,
      Vertx vertx,
      MeterRegistry registry,
      Clock clock) {
    this.endpoints = endpoints;
    this.config = config;
    this.rows = rows;
    this.vertx = vertx;
    this.registry = registry;
    this.clock = clock;
  }

  /** Begins, if there is anybody to tell. */
  public void start() {
    if (endpoints.all().isEmpty()) {
      return;
    }
    var destinations = new Destinations(vertx, endpoints.allowed());
    var width = Lane.WIDTH * endpoints.all().size();
    var shared = new Courier(vertx, destinations, config.timeout(), width, clock);
    courier = shared;
    for (var endpoint : endpoints.all()) {
      var counted = new LaneMeters(endpoint, registry);
      meters.put(endpoint.name(), counted);
      lanes.add(new Lane(endpoint, config, rows, shared, counted, clock));
    }
    var poll = config.pollInterval().toMillis();
    timers.add(vertx.setPeriodic(poll, _ -> lanes.forEach(Lane::next)));
    timers.add(vertx.setPeriodic(poll, poll * UPKEEP, _ -> upkeep()));
  }

  /** Which webhooks take nothing, in words; empty: every one takes what there is. */
  public Optional<String> warning() {
    var warnings = lanes.stream().flatMap(lane -> lane.warning().stream()).toList();
    return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", warnings));
  }

  /** What is on its way is not waited for: it is sent again, under its id, if nobody notes it. */
  public void stop() {
    timers.forEach(vertx::cancelTimer);
    lanes.forEach(Lane::stop);
    if (courier != null) {
      courier.close();
    }
  }

  private void upkeep() {
    Uni.combine()
        .all()
        .unis(rows.pending(), rows.removeOld(config.keep(), endpoints.all()))
        .asTuple()
        .subscribe()
        .with(
            done -> {
              var counts = done.getItem1();
              meters.forEach((name, it) -> it.pending(counts.getOrDefault(name, 0L)));
            },
            // The lanes say it aloud.
            cause -> LOG.debugf("the outbox is not looked after: %s", cause.getMessage()));
  }
}
