package plumbline.system;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import dev.openfeature.sdk.MutableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackClients;
import plumbline.openfeature.Plumbline;
import plumbline.openfeature.Stats;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * SDK keys are known to two replicas of each service, and so is their end. How long a revocation
 * took is printed and not judged, as the machine may have other work; docs/operations.md has times
 * that were measured.
 */
class SdkKeySeenTest {
  private static final int REVOCATIONS = 10;
  private static final long PATIENCE_SECONDS = 20;
  private static final long PAUSE_NANOS = 2_000_000;

  private static final List<ServiceProcess> STARTED = new ArrayList<>();
  private static final List<StackClients> CONNECTIONS = new ArrayList<>();

  @BeforeAll
  static void start() {
    var stack = Stack.get();
    for (var service : List.of(Service.ASSIGNMENT, Service.TRACKING)) {
      var second = stack.replica(service, Map.of());
      second.launch();
      STARTED.add(second);
    }
    STARTED.forEach(ServiceProcess::awaitReady);
    CONNECTIONS.add(connect(stack.assignment(), stack.tracking()));
    CONNECTIONS.add(connect(STARTED.get(0), STARTED.get(1)));
  }

  @AfterAll
  static void end() {
    CONNECTIONS.forEach(StackClients::close);
    STARTED.forEach(ServiceProcess::close);
  }

  @Test
  void aRevokedKeyIsRefusedByTwoReplicasOfBothServices() throws Exception {
    var millis = new ArrayList<Long>();
    try (var observers = Executors.newFixedThreadPool(4)) {
      for (var i = 0; i < REVOCATIONS; i++) {
        var id = "revoked-" + i;
        var secret = create(id);
        awaitKnown(secret);
        var begun = System.nanoTime();
        var seen = new ArrayList<Future<Long>>();
        for (var use : uses(secret)) {
          seen.add(observers.submit(() -> refusedAt(use)));
        }
        revoke(id);
        var last = 0L;
        for (var observed : seen) {
          last = Math.max(last, observed.get(PATIENCE_SECONDS, SECONDS));
        }
        millis.add(NANOSECONDS.toMillis(last - begun));
      }
    }
    var sorted = millis.stream().sorted().toList();
    System.out.printf(
        "%d revocations seen by two replicas of both services: median %d ms, longest %d ms%n",
        REVOCATIONS, sorted.get(REVOCATIONS / 2), sorted.getLast());
  }

  @Test
  void afterARotationBothSecretsWorkAndThenTheNewOneAlone() throws Exception {
    var old = create("rotated");
    var next = rotate("rotated", 3_600);
    awaitKnown(next);
    for (var use : uses(old)) {
      assertThat(use.call()).as("in the grace").isTrue();
    }
    rotate("rotated", 0);
    for (var use : uses(next)) {
      await().until(() -> !use.call());
    }
  }

  @Test
  void openFeatureTracksWithAKey() {
    var secret = create("open-feature");
    awaitKnown(secret);
    var address = URI.create("http://127.0.0.1:" + Stack.get().tracking().httpPort());
    try (var plumbline = Plumbline.to(address).credential(() -> secret).build()) {
      plumbline.track("sdk-key-look", new MutableContext("of-key"), null);
      assertThat(plumbline.flush()).isTrue();
      assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1, 0, 0));
    }
  }

  @Test
  void trackingServiceKnowsKeysWhileAssignmentServiceIsAway() throws Exception {
    var good = create("durable");
    var bad = create("durable-not");
    awaitKnown(good);
    revoke("durable-not");
    for (var use : uses(bad)) {
      await().until(() -> !use.call());
    }
    var stack = Stack.get();
    STARTED.getFirst().kill();
    stack.assignment().kill();
    try {
      stack.tracking().restart();
      await().ignoreExceptionsMatching(SdkKeySeenTest::isAway).until(() -> track(0, good));
      assertThat(track(0, bad)).isFalse();
    } finally {
      stack.assignment().launch();
      STARTED.getFirst().launch();
      stack.assignment().awaitReady();
      STARTED.getFirst().awaitReady();
    }
    await().ignoreExceptionsMatching(SdkKeySeenTest::isAway).until(() -> assign(0, good));
    await().ignoreExceptionsMatching(SdkKeySeenTest::isAway).until(() -> assign(1, good));
  }

  private static boolean isAway(Throwable thrown) {
    return thrown instanceof StatusRuntimeException refusal
        && refusal.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  private static StackClients connect(ServiceProcess assignment, ServiceProcess tracking) {
    return StackClients.connect(1, assignment.grpcPort(), tracking.grpcPort());
  }

  private static String create(String id) {
    var request = CreateSdkKeyRequest.newBuilder().setId("seen-" + id).setDescription("a test");
    return Stack.as("admin").sdkKeys().createSdkKey(request.build()).getSecret();
  }

  private static String rotate(String id, long graceSeconds) {
    var request =
        RotateSdkKeyRequest.newBuilder()
            .setId("seen-" + id)
            .setGrace(Duration.newBuilder().setSeconds(graceSeconds));
    return Stack.as("admin").sdkKeys().rotateSdkKey(request.build()).getSecret();
  }

  private static void revoke(String id) {
    var request = RevokeSdkKeyRequest.newBuilder().setId("seen-" + id).build();
    Stack.as("admin").sdkKeys().revokeSdkKey(request);
  }

  /** Every way to use a secret; each says whether it was taken. */
  private static List<Callable<Boolean>> uses(String secret) {
    return List.of(
        () -> assign(0, secret),
        () -> assign(1, secret),
        () -> track(0, secret),
        () -> track(1, secret));
  }

  private static void awaitKnown(String secret) {
    for (var use : uses(secret)) {
      await().until(use);
    }
  }

  private static boolean assign(int replica, String secret) {
    var request = AssignRequest.newBuilder().setExperiment("none").setUnit("u").build();
    return taken(() -> CONNECTIONS.get(replica).as(secret).assignment().assign(request));
  }

  private static boolean track(int replica, String secret) {
    var event = Sender.outcome("sdk-key", "sdk-key", "seen", Instant.EPOCH);
    var request = TrackRequest.newBuilder().addEvents(event).build();
    return taken(() -> CONNECTIONS.get(replica).as(secret).tracking().track(request));
  }

  /** Whether a call was let in, whatever was then answered. */
  private static boolean taken(Runnable call) {
    try {
      call.run();
      return true;
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case UNAUTHENTICATED -> false;
        case NOT_FOUND -> true;
        default -> throw e;
      };
    }
  }

  /** The moment at which it was first refused, as System.nanoTime(). */
  private static long refusedAt(Callable<Boolean> use) throws Exception {
    while (use.call()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return System.nanoTime();
  }
}
