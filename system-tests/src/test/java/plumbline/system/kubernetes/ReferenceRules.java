package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whatever one document says about another is true: kubectl does not look, the cluster looks late.
 */
record ReferenceRules(Documents documents, SecretCommands secrets) {
  private static final List<String> PROBES =
      List.of("startupProbe", "readinessProbe", "livenessProbe");
  private static final Pattern NEIGHBOUR = Pattern.compile("PLUMBLINE_[A-Z]+_(HOST|PORT)");

  static Stream<String> violations(Documents documents, SecretCommands secrets) {
    var rules = new ReferenceRules(documents, secrets);
    return Stream.of(
            rules.duplicates(),
            rules.namespaces(),
            documents.ofKind("Service").flatMap(rules::service),
            documents.pods().stream()
                .flatMap(workload -> rules.workload(workload).map(workload::violation)),
            rules.selectors(),
            RouteRules.violations(documents),
            SecretKeys.missing(documents, secrets).map(key -> "nobody makes Secret " + key))
        .flatMap(violations -> violations);
  }

  private Stream<String> duplicates() {
    return documents.all().stream()
        .collect(Collectors.groupingBy(Documents::id, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(document -> document.getValue() > 1)
        .map(document -> document.getKey() + ": is there more than once");
  }

  private Stream<String> namespaces() {
    return documents.all().stream()
        .filter(document -> !document.path("kind").asText().equals("Namespace"))
        .filter(
            document -> !documents.has("Namespace/" + document.at("/metadata/namespace").asText()))
        .map(document -> Documents.id(document) + ": its namespace does not exist");
  }

  private Stream<String> service(JsonNode service) {
    var selected = selected(service.at("/spec/selector"));
    if (selected.size() != 1) {
      return Stream.of(Documents.id(service) + ": selects " + selected.size() + " workloads");
    }
    return service
        .at("/spec/ports")
        .valueStream()
        .map(port -> port.path("targetPort").asText())
        .filter(port -> !selected.getFirst().hasPort(port))
        .map(port -> Documents.id(service) + ": no container has the port '" + port + "'");
  }

  private List<Workload> selected(JsonNode labels) {
    return documents.pods().stream()
        .filter(workload -> selects(labels, workload.podLabels()))
        .toList();
  }

  /** What scales a workload or keeps its pods is for one that is there. */
  private Stream<String> selectors() {
    var scalers =
        documents
            .ofKind("HorizontalPodAutoscaler")
            .filter(it ->
                !documents.has(
                    it.at("/spec/scaleTargetRef/kind").asText()
                        + "/"
                        + it.at("/spec/scaleTargetRef/name").asText()))
            .map(it -> Documents.id(it) + ": nothing to scale");
    var budgets =
        documents
            .ofKind("PodDisruptionBudget")
            .filter(it -> selected(it.at("/spec/selector/matchLabels")).size() != 1)
            .map(it -> Documents.id(it) + ": not for one workload");
    return Stream.concat(scalers, budgets);
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    return !selector.isEmpty()
        && selector
            .propertyStream()
            .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }

  private Stream<String> workload(Workload workload) {
    return Stream.of(
            selector(workload),
            account(workload),
            probePorts(workload),
            volumes(workload),
            files(workload),
            settings(workload),
            neighbours(workload))
        .flatMap(violations -> violations);
  }

  private static Stream<String> selector(Workload workload) {
    return workload.isJob()
            || selects(workload.deployment().at("/spec/selector/matchLabels"), workload.podLabels())
        ? Stream.empty()
        : Stream.of("does not select its own pods");
  }

  private Stream<String> account(Workload workload) {
    var account = workload.pod().path("serviceAccountName").asText();
    return documents.has("ServiceAccount/" + account)
        ? Stream.empty()
        : Stream.of("no ServiceAccount '" + account + "'");
  }

  private static Stream<String> probePorts(Workload workload) {
    return workload
        .containers()
        .flatMap(container -> PROBES.stream().map(container::path))
        .flatMap(
            probe -> Stream.of("/httpGet/port", "/tcpSocket/port", "/grpc/port").map(probe::at))
        .filter(port -> !port.isMissingNode())
        .map(JsonNode::asText)
        .filter(port -> !workload.hasPort(port))
        .map(port -> "a probe asks the unknown port '" + port + "'");
  }

  private static Stream<String> volumes(Workload workload) {
    var names =
        workload.volumes().map(volume -> volume.path("name").asText()).collect(Collectors.toSet());
    return workload
        .mounts()
        .map(mount -> mount.path("name").asText())
        .filter(name -> !names.contains(name))
        .map(name -> "mounts the unknown volume '" + name + "'");
  }

  /** A variable that names a file under /etc must name one that some volume puts there. */
  private static Stream<String> files(Workload workload) {
    var mounted = workload.mounts().flatMap(mount -> files(workload, mount)).toList();
    return workload
        .env()
        .map(variable -> variable.path("value").asText().replaceFirst("^file:", ""))
        .filter(value -> value.startsWith("/etc/"))
        .filter(file -> !mounted.contains(file))
        .map(file -> "nothing is mounted as " + file);
  }

  private static Stream<String> files(Workload workload, JsonNode mount) {
    return workload
        .volumes()
        .filter(volume -> volume.path("name").equals(mount.path("name")))
        .flatMap(volume -> volume.at("/secret/items").valueStream())
        .map(item -> mount.path("mountPath").asText() + "/" + item.path("path").asText());
  }

  private Stream<String> settings(Workload workload) {
    return workload
        .env()
        .map(variable -> variable.at("/valueFrom/configMapKeyRef"))
        .filter(reference -> !reference.isMissingNode())
        .filter(reference -> setting(reference).isEmpty())
        .map(reference -> "no setting " + name(reference));
  }

  /** A neighbour's host must be a Service's here, with the port that is given beside it. */
  private Stream<String> neighbours(Workload workload) {
    var known =
        documents
            .ofKind("Service")
            .flatMap(service ->
                service
                    .at("/spec/ports")
                    .valueStream()
                    .filter(port -> port.path("name").asText().equals("grpc"))
                    .map(port ->
                        service.at("/metadata/name").asText() + ":" + port.path("port").asInt()))
            .collect(Collectors.toSet());
    return workload
        .env()
        .map(variable -> variable.path("name").asText())
        .filter(name -> NEIGHBOUR.matcher(name).matches())
        .map(name -> name.substring(0, name.lastIndexOf('_')))
        .distinct()
        .map(name -> setting(workload, name + "_HOST") + ":" + setting(workload, name + "_PORT"))
        .filter(address -> !known.contains(address))
        .map(address -> "no gRPC service at '" + address + "'");
  }

  private String setting(Workload workload, String variable) {
    return workload
        .env()
        .filter(candidate -> candidate.path("name").asText().equals(variable))
        .map(candidate -> setting(candidate.at("/valueFrom/configMapKeyRef")))
        .collect(Collectors.joining());
  }

  private String setting(JsonNode reference) {
    return documents
        .find("ConfigMap/" + reference.path("name").asText())
        .path("data")
        .path(reference.path("key").asText())
        .asText();
  }

  private static String name(JsonNode reference) {
    return reference.path("name").asText() + "/" + reference.path("key").asText();
  }
}
