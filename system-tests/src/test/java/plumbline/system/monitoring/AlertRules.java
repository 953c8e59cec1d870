package plumbline.system.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules as Prometheus' operator hands them on. */
final class AlertRules {
  private static final String FILE = "k8s/components/monitoring/alerts.yaml";

  private AlertRules() {}

  /** The file that promtool reads: what is within the custom resource. */
  static String forPrometheus() {
    return new Yaml().dump(resource().get("spec"));
  }

  static List<Rule> all() {
    var rules = new ArrayList<Rule>();
    JsonNode spec = new ObjectMapper().valueToTree(resource().get("spec"));
    for (var group : spec.path("groups")) {
      for (var rule : group.path("rules")) {
        rules.add(
            new Rule(
                Optional.ofNullable(rule.get("alert")).map(JsonNode::asText),
                Optional.ofNullable(rule.get("record")).map(JsonNode::asText),
                rule.path("expr").asText(),
                rule.at("/labels/severity").asText(),
                rule.at("/annotations/summary").asText(),
                rule.at("/annotations/runbook").asText()));
      }
    }
    return rules;
  }

  static List<Rule> alerts() {
    return all().stream().filter(rule -> rule.alert().isPresent()).toList();
  }

  private static Map<String, Object> resource() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options)).load(Surroundings.text(FILE));
  }

  /** One rule: an alert, or a record. */
  record Rule(
      Optional<String> alert,
      Optional<String> record,
      String expression,
      String severity,
      String summary,
      String runbook) {}
}
