package plumbline.assignment.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import plumbline.engine.guardrail.GuardrailAction;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * Reads the guardrails: a list of {@code name} (or {@code metric}), {@code threshold} and {@code
 * action}, or short, {@code error_rate: "< 1% increase; halt"}.
 */
final class GuardrailReader {
  private static final Set<String> APART = Set.of("name", "metric", "action");

  private final Problems problems;
  private final MessageReader messages;
  private final List<MetricsReader.Read> described;
  private final Set<String> named = new HashSet<>();
  private final List<MetricsReader.Read> found = new ArrayList<>();

  /**
   * @param described metrics that the file describes for its guardrails to name
   */
  GuardrailReader(Problems problems, MessageReader messages, List<MetricsReader.Read> described) {
    this.problems = problems;
    this.messages = messages;
    this.described = described;
  }

  List<MetricsReader.Read> read(Optional<Field> guardrails) {
    guardrails.ifPresent(this::readAll);
    described.stream()
        .filter(it -> !named.contains(it.key()))
        .forEach(it ->
            problems.add(
                problems.place(it.path()),
                "describes '%s', which no guardrail names: name it under guardrails"
                    .formatted(it.key())));
    return found;
  }

  private void readAll(Field guardrails) {
    if (guardrails.isMapping()) {
      shorts(guardrails).forEach(this::readShort);
    } else if (guardrails.isList()) {
      guardrails.elements().forEach(this::readOne);
    } else {
      problems.add(guardrails.place(), "must be a list of guardrails");
    }
  }

  private void readOne(Field guardrail) {
    if (!guardrail.isMapping()) {
      problems.add(guardrail.place(), "must have a name, a threshold and an action");
    } else if (guardrail.member("name").or(() -> guardrail.member("metric")).isPresent()) {
      readLong(guardrail);
    } else if (shorts(guardrail).size() == 1 && guardrail.member("threshold").isEmpty()) {
      readShort(shorts(guardrail).getFirst());
    } else {
      problems.add(guardrail.placeOf("name"), "is needed: the key of the metric");
    }
  }

  private void readLong(Field guardrail) {
    var rule = GuardrailRule.newBuilder();
    var path = guardrail.place().path();
    var name = guardrail.member("name").or(() -> guardrail.member("metric")).orElseThrow();
    if (guardrail.member("name").isPresent() && guardrail.member("metric").isPresent()) {
      problems.add(guardrail.placeOf("metric"), "says the same as name: leave one of them out");
    }
    messages.read(guardrail, rule, path + ".guardrail", APART);
    problems.remember(path + ".guardrail.action", guardrail.placeOf("action"));
    guardrail
        .member("action")
        .ifPresent(
            it -> new ValueReader(problems).text(it).ifPresent(text -> action(it, text, rule)));
    add(name, path, rule);
  }

  private void readShort(Short guardrail) {
    var rule = GuardrailRule.newBuilder();
    var path = guardrail.name.place().path();
    problems.rememberAll(
        path + ".guardrail", GuardrailRule.getDescriptor(), guardrail.value.place());
    new ValueReader(problems)
        .text(guardrail.value)
        .ifPresent(text -> {
          var parts = text.split(";", 2);
          rule.setThreshold(whole(parts[0].strip()));
          action(guardrail.value, parts.length == 2 ? parts[1].strip() : "", rule);
        });
    add(guardrail.name, path, rule);
  }

  /** What the short form leaves out is what a threshold is always compared with. */
  private static String whole(String threshold) {
    var text = threshold.toLowerCase(Locale.ROOT);
    return text.endsWith("increase") || text.endsWith("decrease")
        ? threshold + " from control"
        : threshold;
  }

  private void action(Field from, String text, GuardrailRule.Builder rule) {
    try {
      rule.setAction(
          switch (GuardrailAction.parse(text)) {
            case HALT -> plumbline.proto.assignment.v1.GuardrailAction.GUARDRAIL_ACTION_HALT;
            case ALERT -> plumbline.proto.assignment.v1.GuardrailAction.GUARDRAIL_ACTION_ALERT;
          });
    } catch (GuardrailSyntaxException e) {
      problems.add(from.place(), String.valueOf(e.getMessage()));
    }
  }

  private void add(Field name, String path, GuardrailRule.Builder rule) {
    var metric =
        ExperimentMetric.newBuilder().setRole(MetricRole.METRIC_ROLE_GUARDRAIL).setGuardrail(rule);
    problems.remember(path, name.place());
    var text = name.value() instanceof Yaml.Scalar scalar ? scalar.text() : "";
    var own = described.stream().filter(it -> it.key().equals(text)).findFirst();
    if (own.isPresent()) {
      named.add(text);
      metric.setMetric(own.get().metric().getMetric());
      problems.rename(own.get().path(), path + ".metric");
    } else {
      MetricsReader.reference(name, path, problems).ifPresent(metric::setCatalogue);
    }
    found.add(new MetricsReader.Read(metric.build(), path));
  }

  private static List<Short> shorts(Field guardrails) {
    var found = new ArrayList<Short>();
    if (guardrails.value() instanceof Yaml.Mapping mapping) {
      mapping
          .members()
          .forEach((name, member) -> {
            var place = guardrails.placeOf(name);
            var key = new Yaml.Scalar(name, Yaml.Kind.TEXT, member.line());
            found.add(new Short(new Field(place, key), new Field(place, member.value())));
          });
    }
    return found;
  }

  /** A guardrail in its short form. */
  private record Short(Field name, Field value) {}
}
