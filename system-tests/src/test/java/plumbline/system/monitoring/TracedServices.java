package plumbline.system.monitoring;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.system.Stack;

/**
 * A process of each service beside the stack's, which call each other, are traced, and log JSON.
 */
final class TracedServices implements AutoCloseable {
  private final SpanCollector collector;
  private final ServiceProcess tracking;
  private final ServiceProcess assignment;
  private final ServiceProcess analysis;

  private TracedServices() throws IOException {
    collector = SpanCollector.start();
    tracking = process(Service.TRACKING, Map.of());
    assignment = process(Service.ASSIGNMENT, Map.of("PLUMBLINE_TRACKING_PORT", port(tracking)));
    analysis =
        process(
            Service.ANALYSIS,
            Map.of(
                "PLUMBLINE_TRACKING_PORT",
                port(tracking),
                "PLUMBLINE_ASSIGNMENT_PORT",
                port(assignment)));
  }

  static TracedServices start() throws IOException {
    var services = new TracedServices();
    services.tracking.launch();
    services.assignment.launch();
    services.analysis.launch();
    services.tracking.awaitReady();
    services.assignment.awaitReady();
    services.analysis.awaitReady();
    return services;
  }

  SpanCollector collector() {
    return collector;
  }

  ServiceProcess tracking() {
    return tracking;
  }

  ServiceProcess assignment() {
    return assignment;
  }

  ServiceProcess analysis() {
    return analysis;
  }

  @Override
  public void close() {
    analysis.close();
    assignment.close();
    tracking.close();
    collector.close();
  }

  private ServiceProcess process(Service service, Map<String, String> peers) {
    var environment = new HashMap<>(peers);
    environment.put("QUARKUS_OTEL_SDK_DISABLED", "false");
    environment.put("QUARKUS_OTEL_TRACES_SAMPLER_ARG", "1");
    environment.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    environment.put("QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    environment.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "100ms");
    environment.put("PLUMBLINE_LOG_JSON", "true");
    return Stack.get().replica(service, environment);
  }

  private static String port(ServiceProcess process) {
    return String.valueOf(process.grpcPort());
  }
}
