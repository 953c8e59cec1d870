package plumbline.assignment.flag;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Stores the use of flags from time to time, and at a graceful end. What could not be stored is
 * stored the next time: while PostgreSQL is away nothing is lost, and nothing waits.
 */
@ApplicationScoped
class FlagUseKeeper {
  private static final Logger LOG = Logger.getLogger(FlagUseKeeper.class);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(2);

  private final FlagUses uses;
  private final FlagUseRows rows;
  private final FlagConfig config;
  private final Vertx vertx;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  // What is stored already, for all we know. Belongs to whoever holds busy.
  private final Map<String, Long> stored = new HashMap<>();
  private long bulkStored;
  private volatile long timer;

  @Inject
  FlagUseKeeper(FlagUses uses, FlagUseRows rows, FlagConfig config, Vertx vertx) {
    this.uses = uses;
    this.rows = rows;
    this.config = config;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.useInterval().toMillis(), _ -> next());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    try {
      store().await().atMost(PATIENCE_AT_END);
    } catch (TimeoutException | CompletionException e) {
      LOG.warnf("the last use of flags was not stored before the end: %s", e.getMessage());
    }
  }

  /** One at a time: what comes meanwhile is stored by the next. */
  private void next() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    Uni.createFrom()
        .deferred(this::store)
        .onTermination()
        .invoke(() -> busy.set(false))
        .subscribe()
        .with(_ -> failing.set(false), this::failed);
  }

  private Uni<Void> store() {
    var news = new HashMap<String, Long>();
    uses.single()
        .forEach((flag, millis) -> {
          if (millis > stored.getOrDefault(flag, 0L)) {
            news.put(flag, millis);
          }
        });
    var bulk = uses.bulk();
    return (news.isEmpty() ? Uni.createFrom().voidItem() : rows.store(news))
        .invoke(() -> stored.putAll(news))
        .chain(() -> bulk > bulkStored ? rows.storeBulk(bulk) : Uni.createFrom().voidItem())
        .invoke(() -> bulkStored = bulk);
  }

  private void failed(Throwable cause) {
    if (failing.compareAndSet(false, true)) {
      LOG.warnf("the use of flags waits to be stored: %s", cause.getMessage());
    }
  }
}
