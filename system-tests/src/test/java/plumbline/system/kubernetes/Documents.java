package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The rendered documents as trees. The rules read trees and not the client's models, so that what
 * is missing is an empty node and a broken document gives a violation, never a
 * NullPointerException.
 */
record Documents(List<JsonNode> all) {
  private static final ObjectMapper JSON = new ObjectMapper();

  Documents {
    all = List.copyOf(all);
  }

  static Documents parse(String yaml) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    var parsed = new Yaml(new SafeConstructor(options)).loadAll(yaml);
    return new Documents(
        StreamSupport.stream(parsed.spliterator(), false)
            .<JsonNode>map(JSON::valueToTree)
            .toList());
  }

  /** Kind and name, which is how the violations call a document. */
  static String id(JsonNode document) {
    return document.path("kind").asText() + "/" + document.at("/metadata/name").asText();
  }

  Stream<JsonNode> ofKind(String kind) {
    return all.stream().filter(document -> document.path("kind").asText().equals(kind));
  }

  boolean has(String id) {
    return all.stream().anyMatch(document -> id(document).equals(id));
  }

  /** The document, or an empty node. */
  JsonNode find(String id) {
    return all.stream()
        .filter(document -> id(document).equals(id))
        .findFirst()
        .orElseGet(JSON::missingNode);
  }

  /** The Deployments of our services. */
  List<Workload> workloads() {
    return ofKind("Deployment").map(Workload::new).filter(Workload::isOurs).toList();
  }

  /** Whatever makes pods: Deployments of any origin, and Jobs. */
  List<Workload> pods() {
    return Stream.of("Deployment", "Job").flatMap(this::ofKind).map(Workload::new).toList();
  }
}
