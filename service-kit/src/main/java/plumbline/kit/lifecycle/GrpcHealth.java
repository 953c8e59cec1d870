package plumbline.kit.lifecycle;

import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Says over gRPC what {@code /q/health} says over HTTP. Quarkus' own statuses are SERVING for as
 * long as the server runs, also where a replica has nothing to answer by. So there are two more
 * names to ask for, which are unknown until the first answer is there.
 */
@ApplicationScoped
class GrpcHealth {
  /** SERVING: it may be sent requests. */
  static final String READINESS = "readiness";

  /** SERVING: it need not be restarted. */
  static final String LIVENESS = "liveness";

  private static final Logger LOG = Logger.getLogger(GrpcHealth.class);
  private static final long LOOK_MILLIS = 500;

  /** Who does not even answer what it lacks is not to be sent anything. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SmallRyeHealthReporter reporter;
  private final GrpcHealthStorage statuses;
  private final Vertx vertx;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean ending;
  private volatile long timer;

  @Inject
  GrpcHealth(SmallRyeHealthReporter reporter, GrpcHealthStorage statuses, Vertx vertx) {
    this.reporter = reporter;
    this.statuses = statuses;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** From now on it is not ready. */
  void end() {
    ending = true;
    say(READINESS, false);
  }

  private void look() {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    Uni.createFrom()
        .deferred(() ->
            Uni.combine()
                .all()
                .unis(reporter.getLivenessAsync(), reporter.getReadinessAsync())
                .asTuple())
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onTermination()
        .invoke(() -> looking.set(false))
        .subscribe()
        .with(
            both -> {
              say(LIVENESS, isUp(both.getItem1()));
              say(READINESS, isUp(both.getItem2()));
            },
            failure -> {
              LOG.warnf("health could not be asked: %s", failure);
              say(LIVENESS, false);
              say(READINESS, false);
            });
  }

  private static boolean isUp(SmallRyeHealth health) {
    return !health.isDown();
  }

  /** One at a time: a look that began before the end says nothing else after it. */
  private synchronized void say(String name, boolean up) {
    var serving = up && !(ending && name.equals(READINESS));
    var status = serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
    if (statuses.getStatuses().get(name) != status) {
      statuses.setStatus(name, status);
    }
  }
}
