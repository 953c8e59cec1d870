package plumbline.analysis.dashboard.experiments;

import java.util.Map;
import plumbline.analysis.dashboard.field.Numbers;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;

/** One metric in the form, in a row of its own. */
final class MetricFields {
  private final String row;

  MetricFields(String row) {
    this.row = row;
  }

  /** A metric of the catalogue at one of its versions, as the form names it. */
  static String source(String key, long version) {
    return key + "@" + version;
  }

  void write(Map<String, String> values, ExperimentMetric metric) {
    if (metric.hasCatalogue()) {
      var reference = metric.getCatalogue();
      values.put(row + ".source", source(reference.getKey(), reference.getVersion()));
    } else {
      writeMetric(values, metric.getMetric());
    }
    var rule = metric.getGuardrail();
    values.put(row + ".threshold", rule.getThreshold());
    values.put(row + ".action", rule.getActionValue() == 0 ? "" : rule.getAction().name());
    values.put(row + ".baseline", rule.hasBaseline() ? Numbers.write(rule.getBaseline()) : "");
    values.put(
        row + ".sd",
        rule.hasBaselineStandardDeviation()
            ? Numbers.write(rule.getBaselineStandardDeviation())
            : "");
  }

  private void writeMetric(Map<String, String> values, Metric metric) {
    values.put(row + ".key", metric.getKey());
    values.put(row + ".kind", metric.getKindValue() == 0 ? "" : metric.getKind().name());
    values.put(row + ".event", metric.getEventName());
    values.put(row + ".filter", metric.getEventFilter());
    values.put(
        row + ".direction", metric.getDirectionValue() == 0 ? "" : metric.getDirection().name());
    values.put(
        row + ".category", metric.getCategoryValue() == 0 ? "" : metric.getCategory().name());
    values.put(row + ".window", metric.hasWindow() ? Numbers.days(metric.getWindow()) : "");
    values.put(row + ".unit", metric.getUnitOfMeasure());
    values.put(row + ".attribute", metric.getValueAttribute());
    values.put(row + ".quantile", metric.hasQuantile() ? Numbers.write(metric.getQuantile()) : "");
    values.put(row + ".denominator", metric.getDenominatorEventName());
  }

  /** What the form does not show of a metric stays as it was. */
  ExperimentMetric.Builder read(Typed typed, ExperimentMetric stored) {
    var metric = stored.toBuilder();
    if (typed.isEmpty(row + ".source")) {
      metric.clearCatalogue();
      return metric.setMetric(
          readMetric(
              typed, stored.hasCatalogue() ? Metric.getDefaultInstance() : stored.getMetric()));
    }
    return readReference(typed, metric);
  }

  private ExperimentMetric.Builder readReference(Typed typed, ExperimentMetric.Builder metric) {
    var chosen = typed.text(row + ".source");
    var now = metric.getCatalogue();
    if (metric.hasCatalogue() && chosen.equals(source(now.getKey(), now.getVersion()))) {
      return metric;
    }
    var at = chosen.lastIndexOf('@');
    var version = at < 0 ? "" : chosen.substring(at + 1);
    if (!version.matches("[0-9]{1,18}")) {
      typed.refuse(row + ".source", "is none of what can be chosen");
      return metric;
    }
    return metric
        .clearMetric()
        .setCatalogue(
            CatalogueReference.newBuilder()
                .setKey(chosen.substring(0, at))
                .setVersion(Long.parseLong(version)));
  }

  private Metric readMetric(Typed typed, Metric stored) {
    var metric = stored.toBuilder();
    metric.clearKind().clearDirection().clearCategory().clearWindow().clearQuantile();
    metric
        .setKey(Kept.text(typed.text(row + ".key"), stored.getKey()))
        .setEventName(Kept.text(typed.text(row + ".event"), stored.getEventName()))
        .setEventFilter(Kept.text(typed.text(row + ".filter"), stored.getEventFilter()))
        .setUnitOfMeasure(Kept.text(typed.text(row + ".unit"), stored.getUnitOfMeasure()))
        .setValueAttribute(Kept.text(typed.text(row + ".attribute"), stored.getValueAttribute()))
        .setDenominatorEventName(
            Kept.text(typed.text(row + ".denominator"), stored.getDenominatorEventName()));
    typed.choice(row + ".kind", MetricKind.class).ifPresent(metric::setKind);
    typed.choice(row + ".direction", MetricDirection.class).ifPresent(metric::setDirection);
    typed.choice(row + ".category", MetricCategory.class).ifPresent(metric::setCategory);
    typed.days(row + ".window").ifPresent(metric::setWindow);
    typed.number(row + ".quantile").ifPresent(metric::setQuantile);
    return metric.build();
  }

  GuardrailRule readRule(Typed typed, GuardrailRule stored) {
    var rule = stored.toBuilder();
    rule.clearAction().clearBaseline().clearBaselineStandardDeviation();
    rule.setThreshold(Kept.text(typed.text(row + ".threshold"), stored.getThreshold()));
    typed.choice(row + ".action", GuardrailAction.class).ifPresent(rule::setAction);
    typed.number(row + ".baseline").ifPresent(rule::setBaseline);
    typed.number(row + ".sd").ifPresent(rule::setBaselineStandardDeviation);
    return rule.build();
  }
}
