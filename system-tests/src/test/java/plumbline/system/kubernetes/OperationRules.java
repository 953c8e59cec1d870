package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a workload needs so that it can be rolled out, watched and packed onto nodes. */
final class OperationRules {
  private static final Map<String, String> PROBES =
      Map.of(
          "startupProbe", "/q/health/started",
          "readinessProbe", "/q/health/ready",
          "livenessProbe", "/q/health/live");

  private static final List<String> RESOURCES =
      List.of("/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory");

  private static final List<String> LABELS =
      List.of("app.kubernetes.io/name", "app.kubernetes.io/component", "app.kubernetes.io/part-of");

  /** By a tag other than latest or, with or without a tag, by digest; from any registry. */
  private static final Pattern PINNED_IMAGE =
      Pattern.compile(
          "(.+/)?plumbline/[a-z-]+(:(?!latest$)[\\w.-]+|(:[\\w.-]+)?@sha256:[0-9a-f]{64})");

  private OperationRules() {}

  static Stream<String> violations(Documents documents) {
    return documents.workloads().stream()
        .flatMap(workload ->
            Stream.<Function<Workload, Stream<String>>>of(
                    OperationRules::rollout,
                    OperationRules::shutdown,
                    OperationRules::labels,
                    OperationRules::containers)
                .flatMap(rule -> rule.apply(workload))
                .map(workload::violation));
  }

  private static Stream<String> rollout(Workload workload) {
    var spec = workload.deployment().path("spec");
    var unavailable = spec.at("/strategy/rollingUpdate/maxUnavailable");
    return Stream.concat(
        spec.path("replicas").asInt() < 2
            ? Stream.of("fewer than two replicas")
            : Stream.<String>empty(),
        unavailable.isInt() && unavailable.asInt() == 0
            ? Stream.<String>empty()
            : Stream.of("maxUnavailable is not 0"));
  }

  /** Killed earlier, a service would drop requests that it had promised to finish. */
  private static Stream<String> shutdown(Workload workload) {
    var sleep =
        workload
            .containers()
            .mapToLong(container -> container.at("/lifecycle/preStop/sleep/seconds").asLong())
            .max()
            .orElse(0);
    var drain =
        workload
            .env()
            .filter(variable -> variable.path("name").asText().equals("QUARKUS_SHUTDOWN_TIMEOUT"))
            .mapToLong(variable -> seconds(variable.path("value").asText()))
            .max()
            .orElse(0);
    var grace = workload.pod().path("terminationGracePeriodSeconds").asLong();
    return sleep > 0 && drain > 0 && grace > sleep + drain
        ? Stream.empty()
        : Stream.of(
            "grace of %d s for %d s of sleep and %d s of drain".formatted(grace, sleep, drain));
  }

  private static long seconds(String duration) {
    return duration.matches("\\d+s") ? Duration.parse("PT" + duration).toSeconds() : 0;
  }

  private static Stream<String> labels(Workload workload) {
    return Stream.of(workload.deployment().at("/metadata/labels"), workload.podLabels())
        .flatMap(labels -> LABELS.stream().filter(label -> labels.path(label).asText().isEmpty()))
        .map(label -> "no label " + label);
  }

  private static Stream<String> containers(Workload workload) {
    return workload
        .containers()
        .flatMap(container ->
            Stream.<Function<JsonNode, Stream<String>>>of(
                    OperationRules::image, OperationRules::resources, OperationRules::probes)
                .flatMap(rule -> rule.apply(container)));
  }

  private static Stream<String> image(JsonNode container) {
    var image = container.path("image").asText();
    return PINNED_IMAGE.matcher(image).matches()
        ? Stream.empty()
        : Stream.of("image '" + image + "' is not pinned");
  }

  private static Stream<String> resources(JsonNode container) {
    return Stream.concat(
        RESOURCES.stream()
            .filter(resource -> container.at(resource).isMissingNode())
            .map(resource -> "no " + resource),
        container.at("/resources/limits/cpu").isMissingNode()
            ? Stream.<String>empty()
            : Stream.of("a CPU limit throttles"));
  }

  private static Stream<String> probes(JsonNode container) {
    return PROBES.entrySet().stream()
        .filter(probe ->
            !container.at("/" + probe.getKey() + "/httpGet/path").asText().equals(probe.getValue()))
        .map(probe -> probe.getKey() + " does not ask " + probe.getValue());
  }
}
