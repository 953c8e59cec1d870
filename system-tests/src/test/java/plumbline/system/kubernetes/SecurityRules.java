package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The restricted Pod Security Standard, and on some points more than it: a read-only root
 * filesystem, a high user id, no way around the pod's settings in a container, no value of a Secret
 * in the repository.
 */
final class SecurityRules {
  private static final long LOWEST_USER_ID = 10_000;

  private static final Map<String, String> POD_NEEDS =
      Map.of(
          "/automountServiceAccountToken", "false",
          "/securityContext/runAsNonRoot", "true",
          "/securityContext/seccompProfile/type", "RuntimeDefault");
  private static final List<String> POD_FORBIDS =
      List.of(
          "/hostNetwork",
          "/hostPID",
          "/hostIPC",
          "/securityContext/seLinuxOptions",
          "/securityContext/sysctls",
          "/securityContext/windowsOptions");

  private static final Map<String, String> CONTAINER_NEEDS =
      Map.of(
          "/securityContext/allowPrivilegeEscalation", "false",
          "/securityContext/readOnlyRootFilesystem", "true",
          "/securityContext/capabilities/drop/0", "ALL");
  private static final List<String> CONTAINER_FORBIDS =
      List.of(
          // Settings that would come in unseen by the rules on env.
          "/envFrom",
          "/securityContext/capabilities/add",
          "/securityContext/privileged",
          "/securityContext/procMount",
          "/securityContext/runAsNonRoot",
          "/securityContext/runAsUser",
          "/securityContext/seLinuxOptions",
          "/securityContext/seccompProfile",
          "/securityContext/windowsOptions");

  private static final Set<String> VOLUME_FIELDS =
      Set.of("name", "configMap", "emptyDir", "secret");

  private static final Set<String> FORBIDDEN_VARIABLES =
      Set.of("PLUMBLINE_IDENTITY_ANONYMOUS_CLIENT");

  private SecurityRules() {}

  static Stream<String> violations(Documents documents) {
    return Stream.concat(
        cluster(documents),
        documents.pods().stream()
            .flatMap(workload ->
                Stream.<Function<Workload, Stream<String>>>of(
                        SecurityRules::pod,
                        SecurityRules::containers,
                        SecurityRules::volumes,
                        SecurityRules::variables)
                    .flatMap(rule -> rule.apply(workload))
                    .map(workload::violation)));
  }

  private static Stream<String> cluster(Documents documents) {
    var secrets =
        documents.ofKind("Secret").map(secret -> Documents.id(secret) + ": values are not ours");
    var namespaces =
        documents
            .ofKind("Namespace")
            .filter(namespace ->
                !namespace
                    .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                    .asText()
                    .equals("restricted"))
            .map(namespace -> Documents.id(namespace) + ": does not enforce restricted");
    return Stream.concat(secrets, namespaces);
  }

  private static Stream<String> pod(Workload workload) {
    var userId = workload.pod().at("/securityContext/runAsUser").asLong();
    var user =
        userId < LOWEST_USER_ID
            ? Stream.of("/securityContext/runAsUser is below " + LOWEST_USER_ID)
            : Stream.<String>empty();
    return Stream.concat(user, settings(workload.pod(), POD_NEEDS, POD_FORBIDS));
  }

  private static Stream<String> containers(Workload workload) {
    return workload
        .containers()
        .flatMap(container ->
            Stream.concat(
                settings(container, CONTAINER_NEEDS, CONTAINER_FORBIDS), hostPorts(container)));
  }

  private static Stream<String> settings(
      JsonNode node, Map<String, String> needs, List<String> forbids) {
    return Stream.concat(
        needs.entrySet().stream()
            .filter(need -> !node.at(need.getKey()).asText().equals(need.getValue()))
            .map(need -> need.getKey() + " is not " + need.getValue()),
        forbids.stream()
            .filter(forbidden -> !node.at(forbidden).isMissingNode())
            .map(forbidden -> forbidden + " is set"));
  }

  private static Stream<String> hostPorts(JsonNode container) {
    return container
        .path("ports")
        .valueStream()
        .filter(port -> port.has("hostPort"))
        .map(port -> "port " + port.path("name").asText() + " takes one of the node's");
  }

  private static Stream<String> volumes(Workload workload) {
    var kinds =
        workload
            .volumes()
            .flatMap(volume -> volume.propertyStream().map(Map.Entry::getKey))
            .filter(field -> !VOLUME_FIELDS.contains(field))
            .map(field -> "a volume is of kind " + field);
    // A read-only root filesystem without this stops a JVM at its first temporary file.
    var temporary =
        workload
            .containers()
            .filter(container -> !hasTemporaryDirectory(workload, container))
            .map(container -> "container " + container.path("name").asText() + " has no own /tmp");
    return Stream.concat(kinds, temporary);
  }

  private static boolean hasTemporaryDirectory(Workload workload, JsonNode container) {
    return container
        .path("volumeMounts")
        .valueStream()
        .filter(mount -> mount.path("mountPath").asText().equals("/tmp"))
        .anyMatch(mount ->
            workload
                .volumes()
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .anyMatch(volume -> volume.has("emptyDir")));
  }

  private static Stream<String> variables(Workload workload) {
    return workload
        .env()
        .map(variable -> variable.path("name").asText())
        .filter(FORBIDDEN_VARIABLES::contains)
        .map(name -> name + " lets callers in without a token");
  }
}
