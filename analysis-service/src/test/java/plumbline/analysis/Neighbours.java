package plumbline.analysis;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import plumbline.analysis.results.Example;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceImplBase;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc.GovernanceServiceImplBase;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentResponse;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.ListDecisionsResponse;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentResponse;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.GetStatisticsResponse;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc.StatisticsServiceImplBase;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;

/** assignment-service and tracking-service as this service sees them: two gRPC servers. */
final class Neighbours implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final GetReviewResponse NOT_REVIEWED =
      GetReviewResponse.newBuilder().setNeededApprovals(1).setNeededResultApprovals(1).build();

  private final Map<String, Experiment> experiments = new ConcurrentHashMap<>();
  private final Map<String, ExperimentStatistics> statistics = new ConcurrentHashMap<>();
  private final Map<String, List<AuditEntry>> trails = new ConcurrentHashMap<>();
  private final Map<String, PlanReading> readings = new ConcurrentHashMap<>();
  private final Map<String, GetReviewResponse> reviews = new ConcurrentHashMap<>();
  private final UnitSource units = new UnitSource();
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private final List<Server> servers = new ArrayList<>();
  private final Watchers watchers = new Watchers();
  private final List<HaltExperimentRequest> halts = new CopyOnWriteArrayList<>();
  private final List<StopExperimentRequest> stops = new CopyOnWriteArrayList<>();
  private volatile Optional<Failure> refusal = Optional.empty();
  private final List<GetStatisticsRequest> asked = new CopyOnWriteArrayList<>();

  /** Both, on the ports where the service looks for them. */
  static Neighbours start() {
    var neighbours = new Neighbours();
    neighbours.startAssignment();
    neighbours.startTracking();
    neighbours.awaitReached(200, "results");
    return neighbours;
  }

  /** Nobody but assignment-service. */
  static Neighbours startWithoutTracking() {
    var neighbours = new Neighbours();
    neighbours.startAssignment();
    neighbours.awaitReached(503, "tracking-service");
    return neighbours;
  }

  /** Who watches is told as well. */
  void know(Experiment.Builder experiment) {
    experiments.put(experiment.getKey(), experiment.build());
    watchers.tell(experiments.values());
  }

  /** What assignment-service answers to a step from now on; empty: it takes it. */
  void refuse(Optional<Failure> with) {
    refusal = with;
  }

  /** Every request to halt the experiment so far, refused ones too. */
  List<HaltExperimentRequest> halts(String key) {
    return halts.stream().filter(it -> it.getKey().equals(key)).toList();
  }

  /** Every request to stop it. */
  List<StopExperimentRequest> stops(String key) {
    return stops.stream().filter(it -> it.getKey().equals(key)).toList();
  }

  private Experiment become(String key, ExperimentState state) {
    refusal.ifPresent(it -> {
      throw it;
    });
    var before = find(experiments, key);
    var now = Example.timestamp(Instant.now());
    var after = before.toBuilder().setState(state).setVersion(before.getVersion() + 1);
    know(
        state == ExperimentState.EXPERIMENT_STATE_HALTED
            ? after.setHaltTime(now)
            : after.setStopTime(now));
    return after.build();
  }

  void know(Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    count(experiment, counted);
    know(experiment);
  }

  void count(Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    statistics.put(
        experiment.getKey(),
        counted
            .setExperiment(experiment.getKey())
            .setDefinitionVersion(experiment.getVersion())
            .build());
  }

  /** Its audit log, the newest entry first. */
  void know(String experiment, List<AuditEntry> trail) {
    trails.put(experiment, trail);
  }

  /** Where single units come from. */
  UnitSource units() {
    return units;
  }

  /** What tracking-service was asked for of an experiment. */
  List<GetStatisticsRequest> asked(String experiment) {
    return asked.stream().filter(it -> it.getExperiment().equals(experiment)).toList();
  }

  /** The authorization header of every call so far. */
  List<String> credentials() {
    return List.copyOf(credentials);
  }

  @Override
  public void close() throws InterruptedException {
    for (var server : servers) {
      server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /** Channels that lost a server take a moment to find the next one. */
  private void awaitReached(int status, String word) {
    know(Example.running().setKey("probe"), Example.cookieCatsStatistics());
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            Callers.http("analyst")
                .get("/v1/experiments/probe/results")
                .then()
                .statusCode(status)
                .body(containsString(word)));
    credentials.clear();
  }

  private void startAssignment() {
    serve(
        "plumbline.assignment.port",
        new ExperimentServiceImplBase() {
          @Override
          public void getExperiment(
              GetExperimentRequest request, StreamObserver<GetExperimentResponse> reply) {
            answer(
                reply,
                () ->
                    GetExperimentResponse.newBuilder()
                        .setExperiment(find(experiments, request.getKey()))
                        .setReading(
                            readings.getOrDefault(
                                request.getKey(), PlanReading.getDefaultInstance()))
                        .build());
          }

          @Override
          public void getReview(GetReviewRequest request, StreamObserver<GetReviewResponse> reply) {
            answer(reply, () -> reviews.getOrDefault(request.getKey(), NOT_REVIEWED));
          }

          @Override
          public void haltExperiment(
              HaltExperimentRequest request, StreamObserver<HaltExperimentResponse> reply) {
            halts.add(request);
            answer(
                reply,
                () ->
                    HaltExperimentResponse.newBuilder()
                        .setExperiment(
                            become(request.getKey(), ExperimentState.EXPERIMENT_STATE_HALTED))
                        .build());
          }

          @Override
          public void stopExperiment(
              StopExperimentRequest request, StreamObserver<StopExperimentResponse> reply) {
            stops.add(request);
            answer(
                reply,
                () ->
                    StopExperimentResponse.newBuilder()
                        .setExperiment(
                            become(request.getKey(), ExperimentState.EXPERIMENT_STATE_STOPPED))
                        .build());
          }

          @Override
          public void watchExperiments(
              WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> reply) {
            watchers.add(reply, experiments.values());
          }
        },
        new Governance());
  }

  /** How its plan is understood. */
  void know(String experiment, PlanReading reading) {
    readings.put(experiment, reading);
  }

  /** What its review has got to. */
  void know(String experiment, GetReviewResponse review) {
    reviews.put(experiment, review);
  }

  private final class Governance extends GovernanceServiceImplBase {
    @Override
    public void listAuditEntries(
        ListAuditEntriesRequest request, StreamObserver<ListAuditEntriesResponse> reply) {
      answer(
          reply,
          () ->
              ListAuditEntriesResponse.newBuilder()
                  .addAllEntries(trails.getOrDefault(request.getKey(), List.of()))
                  .build());
    }

    @Override
    public void listDecisions(
        ListDecisionsRequest request, StreamObserver<ListDecisionsResponse> reply) {
      answer(reply, ListDecisionsResponse::getDefaultInstance);
    }
  }

  private void startTracking() {
    serve(
        "plumbline.tracking.port",
        new StatisticsServiceImplBase() {
          @Override
          public void getStatistics(
              GetStatisticsRequest request, StreamObserver<GetStatisticsResponse> reply) {
            asked.add(request);
            answer(
                reply,
                () ->
                    GetStatisticsResponse.newBuilder()
                        .setStatistics(find(statistics, request.getExperiment()))
                        .build());
          }

          @Override
          public void streamUnits(
              StreamUnitsRequest request, StreamObserver<StreamUnitsResponse> reply) {
            units.send(request, (ServerCallStreamObserver<StreamUnitsResponse>) reply);
          }
        });
  }

  private void serve(String portProperty, BindableService... services) {
    var port = ConfigProvider.getConfig().getValue(portProperty, Integer.class);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      var builder = NettyServerBuilder.forAddress(address).intercept(new Recorder());
      for (var service : services) {
        builder.addService(service);
      }
      servers.add(builder.build().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T find(Map<String, T> known, String key) {
    if (key.equals("folding")) {
      throw new Failure.Unavailable("a changed definition is being folded");
    }
    var found = known.get(key);
    if (found == null) {
      throw new Failure.NotFound("experiment", key);
    }
    return found;
  }

  private static <T> void answer(StreamObserver<T> reply, Supplier<T> answer) {
    StatusRuntimeException refused;
    try {
      reply.onNext(answer.get());
      reply.onCompleted();
      return;
    } catch (Failure failure) {
      refused = FailureMap.grpc(failure);
    }
    reply.onError(refused);
  }

  private final class Recorder implements ServerInterceptor {
    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
        ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
      credentials.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
