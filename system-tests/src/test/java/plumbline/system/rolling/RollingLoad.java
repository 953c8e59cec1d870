package plumbline.system.rolling;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.system.Balancer;
import plumbline.system.Sender;
import plumbline.system.Stack;

/**
 * Callers of all three services, two by gRPC and two by REST: users are assigned and exposed, then
 * do something, and somebody looks at the results. No call that changes something is made again, so
 * one that fails stays counted, with what it was told.
 */
final class RollingLoad implements AutoCloseable {
  /** How long a call may take. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int CALLERS_OF_A_KIND = 2;
  private static final int BATCH = 10;
  private static final int BATCHES_A_LOOK = 4;
  private static final int KEPT = 20;
  private static final long PAUSE_MILLIS = 20;

  private final Map<Service, BalancedChannel> channels = new EnumMap<>(Service.class);
  private final Map<Service, Balancer> http = new EnumMap<>(Service.class);
  private final List<Caller> callers = new ArrayList<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLongArray users = new AtomicLongArray(2);
  private final AtomicLongArray micros = new AtomicLongArray(2);
  private volatile boolean going = true;

  private record Exposed(String user, int arm) {}

  private RollingLoad(TwoReplicas replicas) {
    for (var service : Service.values()) {
      var both = replicas.of(service);
      channels.put(
          service,
          BalancedChannel.to(both.stream().map(ServiceProcess::grpcPort).toArray(Integer[]::new)));
      var entrance = Balancer.open();
      both.forEach(replica -> entrance.add(replica.httpPort()));
      http.put(service, entrance);
    }
  }

  /** Begins, on an experiment with the variants control and treatment and the metric paid. */
  static RollingLoad on(String experiment, TwoReplicas replicas) {
    var load = new RollingLoad(replicas);
    var token = Stack.get().token("rolling", Set.of("client", "analyst"), Duration.ofHours(1));
    for (var i = 0; i < CALLERS_OF_A_KIND; i++) {
      load.callers.add(
          new GrpcCaller(
              experiment,
              token,
              load.to(Service.ASSIGNMENT).channel(),
              load.to(Service.TRACKING).channel(),
              load.to(Service.ANALYSIS).channel()));
      load.callers.add(new RestCaller(experiment, token, load.http));
    }
    for (var i = 0; i < load.callers.size(); i++) {
      var number = i;
      load.executor.execute(() -> load.run(experiment + "-" + number, load.callers.get(number)));
    }
    return load;
  }

  /** The replica is about to end: as in a cluster, new connections over HTTP go elsewhere. */
  void ending(Service service, ServiceProcess replica) {
    at(service).remove(replica.httpPort());
  }

  /** The replica has ended; callers by gRPC have had to find that out by themselves. */
  void without(Service service, ServiceProcess replica) {
    to(service).without(replica.grpcPort());
  }

  /** The replica is ready. */
  void with(Service service, ServiceProcess replica) {
    to(service).with(replica.grpcPort());
    at(service).add(replica.httpPort());
  }

  /** Waits until the replica has answered some calls by gRPC from now on. */
  void awaitAnswers(Service service, ServiceProcess replica) {
    var before = to(service).answersOf(replica.grpcPort());
    await(replica.name() + " answers")
        .atMost(Duration.ofSeconds(60))
        .until(() -> to(service).answersOf(replica.grpcPort()) > before + 2);
  }

  /** Ends when every call was answered. */
  void stop() throws InterruptedException {
    going = false;
    executor.shutdown();
    assertThat(executor.awaitTermination(4 * PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  long calls() {
    return calls.get();
  }

  void holdNoneFailed() {
    assertThat(failures).as("%d failed calls of %d", failed.get(), calls.get()).isEmpty();
  }

  /** Users of an arm that were exposed. */
  long users(int arm) {
    return users.get(arm);
  }

  /** What they paid, as acknowledged, micro-units. */
  long micros(int arm) {
    return micros.get(arm);
  }

  @Override
  public void close() throws InterruptedException {
    executor.shutdownNow();
    callers.forEach(Caller::close);
    for (var channel : channels.values()) {
      channel.close();
    }
  }

  /** Bounded: the processes that start need the processors as well. */
  static void pause(long millis) {
    try {
      MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BalancedChannel to(Service service) {
    return Objects.requireNonNull(channels.get(service));
  }

  private Balancer at(Service service) {
    return Objects.requireNonNull(http.get(service));
  }

  private void run(String name, Caller caller) {
    for (var batch = 0; going; batch++) {
      var exposed = new ArrayList<Exposed>();
      for (var i = 0; i < BATCH; i++) {
        var user = name + "-" + batch + "-" + i;
        call(() -> exposed.add(assign(caller, user)));
        pause(PAUSE_MILLIS);
      }
      call(() -> track(caller, exposed));
      if (batch % BATCHES_A_LOOK == 0) {
        call(caller::look);
      }
    }
  }

  private Exposed assign(Caller caller, String user) {
    var arm = caller.assign(user).equals("control") ? 0 : 1;
    users.incrementAndGet(arm);
    return new Exposed(user, arm);
  }

  private void track(Caller caller, List<Exposed> batch) {
    var request = TrackRequest.newBuilder();
    batch.forEach(it -> request.addEvents(paid(it)));
    var results = caller.track(request.build());
    for (var i = 0; i < batch.size(); i++) {
      if (results.get(i).getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED) {
        micros.addAndGet(batch.get(i).arm(), request.getEvents(i).getValueMicros());
      } else {
        fail("not accepted: " + results.get(i));
      }
    }
  }

  private static Event paid(Exposed who) {
    return Sender.outcome("p", who.user(), "paid", Instant.now())
        .setValueMicros(1_000_000L + who.user().hashCode() % 1_000_000)
        .build();
  }

  private void call(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      fail(e.toString());
    }
    calls.incrementAndGet();
  }

  private void fail(String what) {
    if (failed.incrementAndGet() <= KEPT) {
      failures.add(what);
    }
  }
}
