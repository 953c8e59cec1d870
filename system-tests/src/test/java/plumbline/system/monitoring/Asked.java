package plumbline.system.monitoring;

import static org.awaitility.Awaitility.await;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_COUNT;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import plumbline.localstack.Service;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.system.Experiments;
import plumbline.system.Sender;
import plumbline.system.Stack;

/** The services after each of them was asked something: some metrics begin with the first call. */
final class Asked {
  private static final String KEY = "scraped-metrics";
  private static boolean done;

  private Asked() {}

  static synchronized Scrape of(Service service) throws Exception {
    if (!done) {
      ask();
      done = true;
    }
    return Scrape.of(service);
  }

  private static void ask() throws Exception {
    Experiments.start(KEY, Experiments.twoWays("m", METRIC_KIND_COUNT));
    var request = AssignRequest.newBuilder().setExperiment(KEY).setUnit("someone").build();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> Stack.as("client").assignment().assign(request).hasAssignment());
    Sender.send(List.of(Sender.outcome("m", "someone", "m", Instant.now()).build()));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> !Experiments.results(KEY).getExperiment().isEmpty());
    for (var service : Service.values()) {
      Scrape.get(service, "/v1/openapi.json");
    }
    await().atMost(Duration.ofSeconds(30)).until(Asked::isCountingShown);
  }

  private static boolean isCountingShown() throws IOException, InterruptedException {
    return Scrape.of(Service.TRACKING).series().contains("plumbline_fold_lag_seconds");
  }
}
