package plumbline.analysis.dashboard.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import plumbline.analysis.dashboard.metrics.MetricListView.Row;
import plumbline.analysis.dashboard.metrics.MetricView.Fact;
import plumbline.analysis.dashboard.metrics.MetricView.Use;
import plumbline.analysis.export.Words;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;

/** Metrics as pages show them. */
final class MetricViews {
  private static final int MOST_VERSIONS = 20;

  private MetricViews() {}

  static Row row(CatalogueMetric found) {
    var metric = found.getMetric();
    return new Row(
        metric.getKey(),
        MetricWords.sentence(metric),
        MetricWords.kind(metric.getKind()),
        MetricWords.better(metric.getDirection()),
        Words.of(metric.getCategory()),
        metric.getOwner(),
        found.getVersion(),
        found.getArchived());
  }

  /** The newest versions but the one that is shown, newest first. */
  static List<Long> others(long shown, long newest) {
    return LongStream.rangeClosed(Math.max(1, newest - MOST_VERSIONS), newest)
        .filter(it -> it != shown)
        .map(it -> -it)
        .sorted()
        .mapToObj(it -> -it)
        .toList();
  }

  /** What there is to know beside the sentence. */
  static List<Fact> facts(Metric metric) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Kind", MetricWords.kind(metric.getKind())));
    facts.add(new Fact("Direction", MetricWords.better(metric.getDirection())));
    add(facts, "Category", Words.of(metric.getCategory()));
    add(facts, "Owner", metric.getOwner());
    add(facts, "Unit of measure", metric.getUnitOfMeasure());
    add(facts, "Filter", metric.getEventFilter());
    add(facts, "Filter below the line", metric.getDenominatorEventFilter());
    if (metric.hasFloorMicros()) {
      facts.add(new Fact("Floor", MetricWords.amount(metric.getFloorMicros())));
    }
    if (metric.hasCapMicros()) {
      facts.add(new Fact("Cap", MetricWords.amount(metric.getCapMicros())));
    }
    facts.add(
        new Fact(
            "Window",
            metric.hasWindow()
                ? MetricWords.words(MetricWords.duration(metric.getWindow()))
                : "until enrolment ends"));
    if (metric.hasDelay()) {
      facts.add(new Fact("Delay", MetricWords.words(MetricWords.duration(metric.getDelay()))));
    }
    return facts;
  }

  private static void add(List<Fact> facts, String label, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(label, value));
    }
  }

  /** How an experiment uses the metric of that key. */
  static Use use(Experiment experiment, String key) {
    var definition = experiment.getDefinition();
    var used =
        definition.getMetricsList().stream()
            .filter(it -> it.getMetric().getKey().equals(key))
            .findFirst()
            .orElseGet(ExperimentMetric::getDefaultInstance);
    return new Use(
        experiment.getKey(),
        definition.getName(),
        Words.of(experiment.getState()),
        Words.of(used.getRole()),
        used.hasCatalogue()
            ? "version " + used.getCatalogue().getVersion()
            : "its own, of the same key");
  }
}
