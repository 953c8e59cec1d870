package plumbline.assignment.code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * Reads the metrics: by their roles under {@code metrics}, then the guardrails. A metric is
 * described where it is named, or it is the catalogue's; what a guardrail measures is described
 * under {@code metrics.guardrail}, so that the guardrails themselves stay short.
 */
final class MetricsReader {
  static final String ORDER = "order";
  private static final Set<String> KNOWN =
      Set.of("counter", "guardrail", ORDER, "primary", "secondary");
  private static final Pattern REFERENCE = Pattern.compile("([^@]*)(?:@([1-9][0-9]{0,8}))?");

  private final Problems problems;
  private final MessageReader messages;
  private final List<Read> found = new ArrayList<>();

  MetricsReader(Problems problems, MessageReader messages) {
    this.problems = problems;
    this.messages = messages;
  }

  /**
   * A metric with its role.
   *
   * @param path what its places are remembered under, until its index is known
   */
  record Read(ExperimentMetric metric, String path) {
    String key() {
      return metric.hasMetric() ? metric.getMetric().getKey() : metric.getCatalogue().getKey();
    }
  }

  void read(Field file, ExperimentDefinition.Builder into) {
    problems.remember(DefinitionFile.ROOT + ".metrics", file.placeOf("metrics"));
    var metrics = file.member("metrics");
    metrics.ifPresent(this::readRoles);
    var described = metrics.flatMap(it -> it.member("guardrail")).map(this::described);
    new GuardrailReader(problems, messages, described.orElse(List.of()))
        .read(file.member("guardrails"))
        .forEach(found::add);
    metrics.flatMap(it -> it.member(ORDER)).ifPresent(this::order);
    for (var i = 0; i < found.size(); i++) {
      into.addMetrics(found.get(i).metric());
      problems.rename(found.get(i).path(), DefinitionFile.ROOT + ".metrics[" + i + "]");
    }
  }

  private void readRoles(Field metrics) {
    if (!metrics.isMapping()) {
      problems.add(metrics.place(), "must have primary, secondary, counter or guardrail");
      return;
    }
    messages.refuseOthers(metrics, KNOWN);
    metrics.member("primary").ifPresent(it -> add(it, MetricRole.METRIC_ROLE_PRIMARY));
    list(metrics, "secondary").forEach(it -> add(it, MetricRole.METRIC_ROLE_SECONDARY));
    list(metrics, "counter").forEach(it -> add(it, MetricRole.METRIC_ROLE_COUNTER));
  }

  private List<Field> list(Field metrics, String name) {
    var list = metrics.member(name);
    list.filter(it -> !it.isList())
        .ifPresent(it -> problems.add(it.place(), "must be a list of metrics"));
    return list.map(Field::elements).orElse(List.of());
  }

  private void add(Field from, MetricRole role) {
    var path = from.place().path();
    var metric = ExperimentMetric.newBuilder().setRole(role);
    problems.remember(path, from.place());
    if (from.isMapping()) {
      messages.read(from, metric.getMetricBuilder(), path + ".metric");
    } else {
      reference(from, path, problems).ifPresent(metric::setCatalogue);
    }
    found.add(new Read(metric.build(), path));
  }

  /** The metrics that guardrails name. */
  private List<Read> described(Field from) {
    if (!from.isList()) {
      problems.add(from.place(), "must be a list of metrics");
    }
    var metrics = new ArrayList<Read>();
    for (var element : from.elements()) {
      var path = element.place().path();
      var metric = Metric.newBuilder();
      messages.read(element, metric, path);
      metrics.add(new Read(ExperimentMetric.newBuilder().setMetric(metric).build(), path));
    }
    return metrics;
  }

  /**
   * {@code conversion} or {@code conversion@3}.
   *
   * @param path the experiment's metric
   */
  static Optional<CatalogueReference> reference(Field from, String path, Problems problems) {
    problems.rememberAll(path + ".metric", Metric.getDescriptor(), from.place());
    problems.rememberAll(path + ".catalogue", CatalogueReference.getDescriptor(), from.place());
    var text = from.value() instanceof Yaml.Scalar scalar ? scalar.text() : "@";
    var parts = REFERENCE.matcher(text);
    if (!from.isText() || !parts.matches() || !ExperimentKey.isValid(parts.group(1))) {
      problems.add(
          from.place(),
          "must be a metric, or the key of one in the catalogue, such as \"conversion\" or"
              + " \"conversion@3\"");
      return Optional.empty();
    }
    var reference = CatalogueReference.newBuilder().setKey(parts.group(1));
    Optional.ofNullable(parts.group(2)).map(Long::parseLong).ifPresent(reference::setVersion);
    return Optional.of(reference.build());
  }

  /** The order in which results show them, where it is not the one in which they are read. */
  private void order(Field order) {
    var values = new ValueReader(problems);
    var keys = order.elements().stream().flatMap(it -> values.text(it).stream()).toList();
    var known = found.stream().map(Read::key).toList();
    if (keys.size() != known.size() || !new HashSet<>(keys).equals(new HashSet<>(known))) {
      problems.add(
          order.place(), "must name each metric once; they are " + String.join(", ", known));
      return;
    }
    found.sort(Comparator.comparing(it -> keys.indexOf(it.key())));
  }
}
