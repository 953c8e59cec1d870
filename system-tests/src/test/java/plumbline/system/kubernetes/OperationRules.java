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
  /** Each probe's name in grpc.health.v1, and its path where gRPC is by TLS. */
  private static final Map<String, List<String>> PROBES =
      Map.of(
          "startupProbe", List.of("liveness", "/q/health/started"),
          "readinessProbe", List.of("readiness", "/q/health/ready"),
          "livenessProbe", List.of("liveness", "/q/health/live"));

  private static final List<String> SPREAD =
      List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

  private static final List<String> RESOURCES =
      List.of("/resources/requests/cpu", "/resources/requests/memory", "/resources/limits/memory");

  private static final int GRPC_PORT = 9080;

  private static final List<String> LABELS =
      List.of("app.kubernetes.io/name", "app.kubernetes.io/component", "app.kubernetes.io/part-of");

  /** By a tag other than latest or, with or without a tag, by digest; from any registry. */
  private static final Pattern PINNED_IMAGE =
      Pattern.compile(
          "(.+/)?(plumbline/[a-z-]+|redis)"
              + "(:(?!latest$)[\\w.-]+|(:[\\w.-]+)?@(sha256:[0-9a-f]{64}|not-released))");

  /** As above, and as production needs it; {@code not-released} is refused by every cluster. */
  static final Pattern BY_DIGEST = Pattern.compile(".+@(sha256:[0-9a-f]{64}|not-released)");

  private OperationRules() {}

  static Stream<String> violations(Documents documents) {
    var ours =
        documents.workloads().stream()
            .flatMap(workload ->
                Stream.<Function<Workload, Stream<String>>>of(
                        OperationRules::rollout,
                        it -> scaling(documents, it),
                        OperationRules::shutdown,
                        OperationRules::spread,
                        OperationRules::probes)
                    .flatMap(rule -> rule.apply(workload))
                    .map(workload::violation));
    return Stream.concat(ours, pods(documents));
  }

  /** What holds for a Job and for Redis as well. */
  private static Stream<String> pods(Documents documents) {
    return documents.pods().stream()
        .flatMap(workload ->
            Stream.concat(labels(workload), containers(workload)).map(workload::violation));
  }

  private static Stream<String> rollout(Workload workload) {
    var spec = workload.deployment().path("spec");
    var unavailable = spec.at("/strategy/rollingUpdate/maxUnavailable");
    return Stream.concat(
        spec.has("replicas")
            ? Stream.of("replicas would undo what was scaled")
            : Stream.<String>empty(),
        unavailable.isInt() && unavailable.asInt() == 0
            ? Stream.<String>empty()
            : Stream.of("maxUnavailable is not 0"));
  }

  /** Two replicas at least, of which one may be taken away. */
  private static Stream<String> scaling(Documents documents, Workload workload) {
    var name = workload.deployment().at("/metadata/name").asText();
    var scaler = documents.find("HorizontalPodAutoscaler/" + name).path("spec");
    var budget = documents.find("PodDisruptionBudget/" + name).path("spec");
    return Stream.of(
            scaler.path("minReplicas").asInt() < 2 ? "fewer than two replicas" : "",
            scaler.path("maxReplicas").asInt() < scaler.path("minReplicas").asInt()
                ? "more replicas at least than at most"
                : "",
            scaler.at("/scaleTargetRef/name").asText().equals(name) ? "" : "nothing scales it",
            budget.path("maxUnavailable").asInt() == 1 ? "" : "not one at a time may be taken away",
            budget.at("/selector/matchLabels/app.kubernetes.io~1name").asText().equals(name)
                ? ""
                : "its disruption budget is for others")
        .filter(violation -> !violation.isEmpty());
  }

  private static Stream<String> spread(Workload workload) {
    var constraints = workload.pod().path("topologySpreadConstraints");
    return SPREAD.stream()
        .filter(key ->
            constraints
                .valueStream()
                .noneMatch(it ->
                    it.path("topologyKey").asText().equals(key)
                        && it.path("matchLabelKeys")
                            .valueStream()
                            .anyMatch(label -> label.asText().equals("app.kubernetes.io/name"))))
        .map(key -> "replicas are not spread over " + key);
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
    // Calls by gRPC are waited for, and then those by HTTP.
    return sleep > 0 && drain > 0 && grace > sleep + 2 * drain
        ? Stream.empty()
        : Stream.of(
            "grace of %d s for %d s of sleep and twice %d s of drain"
                .formatted(grace, sleep, drain));
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
                    OperationRules::image, OperationRules::resources)
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

  private static Stream<String> probes(Workload workload) {
    return workload
        .containers()
        .flatMap(container ->
            PROBES.entrySet().stream()
                .filter(probe ->
                    !asks(
                        container.path(probe.getKey()),
                        probe.getValue().getFirst(),
                        probe.getValue().getLast(),
                        hasTls(workload)))
                .map(probe -> probe.getKey() + " does not ask what it should"));
  }

  /** The node's gRPC probes speak no TLS, so then it has to be HTTP. */
  private static boolean asks(JsonNode probe, String service, String path, boolean tls) {
    return tls
        ? probe.at("/httpGet/path").asText().equals(path) && !probe.has("grpc")
        : probe.at("/grpc/service").asText().equals(service)
            && probe.at("/grpc/port").asInt() == GRPC_PORT;
  }

  private static boolean hasTls(Workload workload) {
    return workload
        .env()
        .anyMatch(it -> it.path("name").asText().equals("QUARKUS_GRPC_SERVER_SSL_CERTIFICATE"));
  }
}
