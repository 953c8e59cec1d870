package plumbline.kit.lifecycle;

import io.grpc.InternalChannelz;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Ends the servers so that no call is lost: every connection is told to take its next calls
 * elsewhere (by gRPC's GOAWAY; over HTTP with its next answer), and what was begun is answered
 * while everything that it needs still runs.
 *
 * <p>Quarkus stops its separate gRPC server without waiting for anything, and by taking its event
 * loop away before callers have heard of it. So this comes first, and finds the server where gRPC
 * lists its own, as Quarkus hands it to nobody.
 */
@ApplicationScoped
public class GracefulEnd {
  private static final Logger LOG = Logger.getLogger(GracefulEnd.class);

  /** After the owners of streams have ended theirs. */
  private static final int LATE = 4_000;

  private static final String HEALTH = "grpc.health.v1.Health";
  private static final int SERVERS = 100;
  private static final long LOOK_MILLIS = 25;

  /** So long nothing has been begun or is under way: whoever was connected has heard of the end. */
  private static final long QUIET_NANOS = 500_000_000;

  private final CallsUnderWay calls;
  private final GrpcHealth health;
  private final HttpEnd http;
  private final Duration patience;

  @Inject
  GracefulEnd(
      CallsUnderWay calls,
      GrpcHealth health,
      HttpEnd http,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Duration patience) {
    this.calls = calls;
    this.health = health;
    this.http = http;
    this.patience = patience;
  }

  void begin(@Observes @Priority(LATE) ShutdownDelayInitiatedEvent event)
      throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    health.end();
    http.begin();
    for (var server : ours()) {
      server.shutdown();
      awaitAnswers(server, deadline);
      // Streams have no end of their own. Their clients come again, elsewhere.
      server.shutdownNow();
    }
    // Quarkus closes what is connected by then, once it has answered what it was asked.
    http.awaitQuiet(QUIET_NANOS, deadline);
  }

  private void awaitAnswers(Server server, long deadline) throws InterruptedException {
    var unary = unary(server);
    var begun = calls.begun(unary);
    var quietSince = System.nanoTime();
    while (!server.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      var now = System.nanoTime();
      var underWay = calls.underWay(unary);
      if (now > deadline) {
        LOG.warnf("%d calls were not answered before the end", underWay);
        return;
      }
      var begunNow = calls.begun(unary);
      if (underWay > 0 || begunNow != begun) {
        begun = begunNow;
        quietSince = now;
      } else if (now - quietSince > QUIET_NANOS) {
        return;
      }
    }
  }

  /** The servers of this process that Quarkus made; a test's own are not ours to end. */
  private static List<Server> ours() {
    return InternalChannelz.instance().getServers(0, SERVERS).servers.stream()
        .filter(Server.class::isInstance)
        .map(Server.class::cast)
        .filter(server ->
            server.getServices().stream()
                .anyMatch(service -> service.getServiceDescriptor().getName().equals(HEALTH)))
        .toList();
  }

  private static Set<String> unary(Server server) {
    return server.getServices().stream()
        .flatMap(service -> service.getServiceDescriptor().getMethods().stream())
        .filter(method -> method.getType() == MethodType.UNARY)
        .map(method -> method.getFullMethodName())
        .collect(Collectors.toSet());
  }
}
