package plumbline.assignment.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricRole;

/** Writes metrics as {@link MetricsReader} reads them. */
final class MetricsWriter {
  /** The order in which they are read. */
  private static final List<MetricRole> ROLES =
      List.of(
          MetricRole.METRIC_ROLE_PRIMARY,
          MetricRole.METRIC_ROLE_SECONDARY,
          MetricRole.METRIC_ROLE_COUNTER,
          MetricRole.METRIC_ROLE_GUARDRAIL);

  private final List<ExperimentMetric> metrics;

  private MetricsWriter(List<ExperimentMetric> metrics) {
    this.metrics = metrics;
  }

  /** The parts of the file that are about metrics. */
  static Map<String, Node> write(List<ExperimentMetric> metrics) {
    return new MetricsWriter(metrics).write();
  }

  private Map<String, Node> write() {
    var parts = new LinkedHashMap<String, Node>();
    var roles = roles();
    if (!roles.isEmpty()) {
      parts.put("metrics", YamlWriter.mapping(roles));
    }
    var guardrails =
        of(MetricRole.METRIC_ROLE_GUARDRAIL).stream().map(MetricsWriter::guardrail).toList();
    if (!guardrails.isEmpty()) {
      parts.put("guardrails", YamlWriter.list(guardrails));
    }
    return parts;
  }

  private Map<String, Node> roles() {
    var roles = new LinkedHashMap<String, Node>();
    of(MetricRole.METRIC_ROLE_PRIMARY).forEach(it -> roles.put("primary", metric(it)));
    putList(roles, "secondary", of(MetricRole.METRIC_ROLE_SECONDARY));
    putList(roles, "counter", of(MetricRole.METRIC_ROLE_COUNTER));
    var described = new ArrayList<>(of(MetricRole.METRIC_ROLE_GUARDRAIL));
    described.removeIf(ExperimentMetric::hasCatalogue);
    putList(roles, "guardrail", described);
    var asRead = new ArrayList<>(metrics);
    asRead.sort(Comparator.comparing(it -> ROLES.indexOf(it.getRole())));
    if (!asRead.equals(metrics)) {
      var keys = metrics.stream().map(it -> YamlWriter.text(key(it))).toList();
      roles.put(MetricsReader.ORDER, YamlWriter.list(keys));
    }
    return roles;
  }

  private static void putList(
      Map<String, Node> roles, String name, List<ExperimentMetric> metrics) {
    if (!metrics.isEmpty()) {
      roles.put(name, YamlWriter.list(metrics.stream().map(MetricsWriter::metric).toList()));
    }
  }

  private List<ExperimentMetric> of(MetricRole role) {
    return metrics.stream().filter(it -> it.getRole() == role).toList();
  }

  private static Node metric(ExperimentMetric metric) {
    return metric.hasCatalogue()
        ? YamlWriter.text(reference(metric))
        : YamlWriter.mapping(DefinitionWriter.members(metric.getMetric()));
  }

  private static Node guardrail(ExperimentMetric metric) {
    var rule = metric.getGuardrail();
    var name = metric.hasCatalogue() ? reference(metric) : metric.getMetric().getKey();
    var members = new LinkedHashMap<String, Node>();
    members.put("name", YamlWriter.quoted(name));
    members.put("threshold", YamlWriter.quoted(rule.getThreshold()));
    members.put(
        "action",
        YamlWriter.quoted(
            rule.getAction() == GuardrailAction.GUARDRAIL_ACTION_HALT
                ? "Auto-halt experiment if breached"
                : "Alert + review"));
    DefinitionWriter.members(rule).forEach(members::putIfAbsent);
    return YamlWriter.mapping(members);
  }

  private static String reference(ExperimentMetric metric) {
    var catalogue = metric.getCatalogue();
    return catalogue.getVersion() == 0
        ? catalogue.getKey()
        : catalogue.getKey() + "@" + catalogue.getVersion();
  }

  private static String key(ExperimentMetric metric) {
    return metric.hasMetric() ? metric.getMetric().getKey() : metric.getCatalogue().getKey();
  }
}
