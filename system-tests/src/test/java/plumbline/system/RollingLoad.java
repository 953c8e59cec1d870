package plumbline.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import plumbline.localstack.ServiceProcess;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/**
 * Callers of all three services, each with a channel to both replicas: users are assigned and
 * exposed, then do something, and somebody looks at the results. No call that changes something is
 * made again, so one that fails stays counted, with what it was told.
 */
final class RollingLoad implements AutoCloseable {
  private static final int ASSIGNING = 2;
  private static final int TRACKING = 2;
  private static final int BATCH = 20;
  private static final int KEPT = 20;
  private static final long DEADLINE_SECONDS = 20;
  private static final int ATTEMPTS = 3;

  private final String experiment;
  private final Map<Integer, BalancedChannel> channels = new HashMap<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Queue<Exposed> exposed = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLongArray users = new AtomicLongArray(2);
  private final AtomicLongArray micros = new AtomicLongArray(2);
  private volatile boolean assigning = true;
  private volatile boolean going = true;

  private record Exposed(String user, int arm) {}

  private RollingLoad(String experiment) {
    this.experiment = experiment;
  }

  /** Begins, on an experiment with the variants control and treatment and the metric paid. */
  static RollingLoad on(
      String experiment,
      List<ServiceProcess> assignment,
      List<ServiceProcess> tracking,
      List<ServiceProcess> analysis) {
    var load = new RollingLoad(experiment);
    var assign = load.client(AssignmentServiceGrpc.newBlockingStub(load.to(assignment)), "client");
    var track = load.client(TrackingServiceGrpc.newBlockingStub(load.to(tracking)), "client");
    var look = load.client(AnalysisServiceGrpc.newBlockingStub(load.to(analysis)), "analyst");
    for (var i = 0; i < ASSIGNING; i++) {
      var caller = i;
      load.executor.execute(() -> load.assign(caller, assign));
    }
    for (var i = 0; i < TRACKING; i++) {
      load.executor.execute(() -> load.track(track));
    }
    load.executor.execute(() -> load.look(look));
    return load;
  }

  /** From now on nobody connects to the replica, which has ended. */
  void without(ServiceProcess replica) {
    channelTo(replica).without(replica.grpcPort());
  }

  /** The replica is ready. */
  void with(ServiceProcess replica) {
    channelTo(replica).with(replica.grpcPort());
  }

  /** Waits until each of these replicas has answered calls from now on. */
  void awaitAnswers(List<ServiceProcess> replicas) {
    for (var replica : replicas) {
      var before = answersOf(replica);
      await(replica.name() + " answers")
          .atMost(Duration.ofSeconds(60))
          .until(() -> answersOf(replica) > before + 5);
    }
  }

  /** Ends when every call was answered. */
  void stop() throws InterruptedException {
    assigning = false;
    await().atMost(Duration.ofSeconds(60)).until(exposed::isEmpty);
    going = false;
    executor.shutdown();
    assertThat(executor.awaitTermination(DEADLINE_SECONDS + 10, SECONDS)).isTrue();
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
    for (var channel : Set.copyOf(channels.values())) {
      channel.close();
    }
  }

  private Channel to(List<ServiceProcess> replicas) {
    var channel =
        BalancedChannel.to(replicas.stream().map(ServiceProcess::grpcPort).toArray(Integer[]::new));
    replicas.forEach(replica -> channels.put(replica.grpcPort(), channel));
    return channel.channel();
  }

  private BalancedChannel channelTo(ServiceProcess replica) {
    return Objects.requireNonNull(channels.get(replica.grpcPort()));
  }

  private <S extends AbstractStub<S>> S client(S stub, String role) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + Stack.get().token("rolling", Set.of(role), Duration.ofHours(1)));
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private long answersOf(ServiceProcess replica) {
    return channelTo(replica).answersOf(replica.grpcPort());
  }

  private void assign(int caller, AssignmentServiceGrpc.AssignmentServiceBlockingStub stub) {
    for (var i = 0; assigning; i++) {
      var user = "rolling-" + caller + "-" + i;
      var request =
          AssignRequest.newBuilder()
              .setExperiment(experiment)
              .setUnit(user)
              .setExpose(true)
              .build();
      call(() -> {
        var variant = limited(stub).assign(request).getAssignment().getVariant();
        var arm = variant.equals("control") ? 0 : 1;
        users.incrementAndGet(arm);
        exposed.add(new Exposed(user, arm));
      });
      pause(10);
    }
  }

  private void track(TrackingServiceGrpc.TrackingServiceBlockingStub stub) {
    while (going) {
      var batch = new ArrayList<Exposed>();
      for (var next = exposed.poll(); next != null; next = exposed.poll()) {
        batch.add(next);
        if (batch.size() == BATCH) {
          break;
        }
      }
      if (!batch.isEmpty()) {
        call(() -> send(stub, batch));
      }
      pause(20);
    }
  }

  private void send(TrackingServiceGrpc.TrackingServiceBlockingStub stub, List<Exposed> batch) {
    var request = TrackRequest.newBuilder();
    batch.forEach(it -> request.addEvents(paid(it)));
    var results = limited(stub).track(request.build()).getResultsList();
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

  private void look(AnalysisServiceGrpc.AnalysisServiceBlockingStub stub) {
    var request = GetResultsRequest.newBuilder().setExperiment(experiment).build();
    while (going) {
      call(() -> read(stub, request));
      pause(200);
    }
  }

  /** Reading may be done again; analysis-service itself asks two others, for two seconds each. */
  private static void read(
      AnalysisServiceGrpc.AnalysisServiceBlockingStub stub, GetResultsRequest request) {
    for (var attempt = 1; ; attempt++) {
      try {
        limited(stub).getResults(request);
        return;
      } catch (StatusRuntimeException e) {
        if (attempt == ATTEMPTS || e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        pause(100);
      }
    }
  }

  private static <S extends AbstractStub<S>> S limited(S stub) {
    return stub.withDeadlineAfter(DEADLINE_SECONDS, SECONDS);
  }

  private void call(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      fail(e.toString());
    }
    calls.incrementAndGet();
  }

  private void fail(String what) {
    if (failed.incrementAndGet() <= KEPT) {
      failures.add(what);
    }
  }

  /** Bounded: the processes that start need the processors as well. */
  private static void pause(long millis) {
    try {
      MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
