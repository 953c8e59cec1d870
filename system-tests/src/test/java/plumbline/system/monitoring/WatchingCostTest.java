package plumbline.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackClients;
import plumbline.localstack.StackOptions;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/**
 * Prints what an assignment costs the server, without traces and with them. That one is answered
 * rightly is all that is asserted.
 */
@Tag("long")
class WatchingCostTest {
  private static final String KEY = "watching-cost";
  private static final int WARM_UP = 200_000;
  private static final int CALLS = 100_000;
  private static final int ROUNDS = 3;
  private static final int IN_FLIGHT = 128;

  @Test
  void whatAnAssignmentCosts() throws Exception {
    Experiments.start(KEY, Experiments.twoWays("m", MetricKind.METRIC_KIND_COUNT));
    try (var collector = SpanCollector.start()) {
      measure("no traces", Map.of());
      measure("traces, of each a hundredth", traced(collector, "0.01"));
      measure("traces, of all", traced(collector, "1"));
    }
  }

  private static Map<String, String> traced(SpanCollector collector, String share) {
    return Map.of(
        "QUARKUS_OTEL_SDK_DISABLED",
        "false",
        "QUARKUS_OTEL_TRACES_SAMPLER_ARG",
        share,
        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
        collector.endpoint(),
        "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
        "http/protobuf");
  }

  private static void measure(String what, Map<String, String> environment) throws Exception {
    var process = Stack.get().replica(Service.ASSIGNMENT, asImage(), environment);
    process.launch();
    process.awaitReady();
    var token = Stack.get().token("test-client", Set.of("client"), Duration.ofHours(1));
    try (var connection = Stack.get().clients(process)) {
      var clients = connection.as(token);
      call(clients, WARM_UP);
      for (var round = 0; round < ROUNDS; round++) {
        var before = cpu(process);
        call(clients, CALLS);
        var micros = (cpu(process).toNanos() - before.toNanos()) / 1e3 / CALLS;
        System.out.printf("%s: %.1f microseconds of processor an assignment%n", what, micros);
      }
    } finally {
      process.close();
    }
  }

  /** Other tests' services are compiled as fits a short life. */
  private static List<String> asImage() {
    var repository = StackOptions.currentRepository();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + repository.resolve("docker/java.options"),
        "-jar",
        repository.resolve("assignment-service/target/quarkus-app/quarkus-run.jar").toString());
  }

  private static Duration cpu(ServiceProcess process) throws IOException {
    return ProcessHandle.of(process.pid())
        .flatMap(it -> it.info().totalCpuDuration())
        .orElseThrow(() -> new IOException("no processor time of " + process.name()));
  }

  private static void call(StackClients clients, int calls) throws InterruptedException {
    var stub = clients.assignmentFuture();
    var room = new Semaphore(IN_FLIGHT);
    var wrong = new AtomicInteger();
    for (var i = 0; i < calls; i++) {
      room.acquire();
      var request = AssignRequest.newBuilder().setExperiment(KEY).setUnit("user-" + i).build();
      Futures.addCallback(
          stub.assign(request),
          new FutureCallback<AssignResponse>() {
            @Override
            public void onSuccess(@Nullable AssignResponse response) {
              room.release();
            }

            @Override
            public void onFailure(Throwable thrown) {
              wrong.incrementAndGet();
              room.release();
            }
          },
          MoreExecutors.directExecutor());
    }
    room.acquire(IN_FLIGHT);
    assertThat(wrong.get()).isZero();
  }
}
