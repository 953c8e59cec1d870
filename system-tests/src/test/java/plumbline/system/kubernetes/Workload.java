package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** A Deployment as rendered, or a Job. */
record Workload(JsonNode deployment) {
  String id() {
    return Documents.id(deployment);
  }

  /** One of the three services, not what they need beside them. */
  boolean isOurs() {
    return containers().anyMatch(it -> it.path("image").asText().contains("plumbline/"));
  }

  boolean isJob() {
    return deployment.path("kind").asText().equals("Job");
  }

  JsonNode pod() {
    return deployment.at("/spec/template/spec");
  }

  JsonNode podLabels() {
    return deployment.at("/spec/template/metadata/labels");
  }

  Stream<JsonNode> containers() {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> pod().path(list).valueStream());
  }

  Stream<JsonNode> env() {
    return containers().flatMap(container -> container.path("env").valueStream());
  }

  Stream<JsonNode> mounts() {
    return containers().flatMap(container -> container.path("volumeMounts").valueStream());
  }

  Stream<JsonNode> volumes() {
    return pod().path("volumes").valueStream();
  }

  /** By its name, or its number. */
  boolean hasPort(String name) {
    return containers()
        .flatMap(container -> container.path("ports").valueStream())
        .anyMatch(port ->
            port.path("name").asText().equals(name)
                || port.path("containerPort").asText().equals(name));
  }

  String violation(String what) {
    return id() + ": " + what;
  }
}
