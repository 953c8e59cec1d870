package plumbline.analysis.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.history.EffectTable.Row;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Comparison;
import plumbline.engine.analysis.Design;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.RelativeLift;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.EffectPoint;

/**
 * What of an experiment's effects is written down, and how it is drawn later. Nothing is taken out
 * by a covariate; units are matured ones where the metric has a window.
 */
record Effects(Study study) {

  /** Every metric in each treatment, as of now; those that cannot be estimated are left out. */
  List<Row> rows(Observations observations, Instant now) {
    return study.metrics().stream()
        .flatMap(metric ->
            study.treatments().stream()
                .flatMap(it -> row(observations, metric, it.key(), now).stream()))
        .toList();
  }

  private Optional<Row> row(
      Observations observations, StudiedMetric metric, String treatment, Instant now) {
    var control = arm(observations, metric, study.control().key());
    var treated = arm(observations, metric, treatment);
    var comparison = new Comparison(metric.measured(), new Design.FixedHorizon());
    return comparison
        .estimate(control)
        .flatMap(from ->
            comparison
                .estimate(treated)
                .map(to ->
                    new Row(
                        metric.key(),
                        treatment,
                        now,
                        Math.addExact(control.units(), treated.units()),
                        from,
                        to)));
  }

  private static Arm arm(Observations observations, StudiedMetric metric, String variant) {
    var counted = observations.of(variant);
    return (metric.maturesAfter().isPresent() ? counted.matured() : counted.sums())
        .of(metric.key());
  }

  /** A point of the course, with the band that all of them keep at once. */
  EffectPoint point(Row row) {
    var critical = study.sequence(row.treatment()).multiplier(row.units());
    var difference = row.treated().value() - row.control().value();
    var error = Math.sqrt(row.control().variance() + row.treated().variance());
    return EffectPoint.newBuilder()
        .setTime(Times.timestamp(row.time()))
        .setUnits(row.units())
        .setAbsolute(
            estimate(
                difference,
                new Interval(difference - critical * error, difference + critical * error)))
        .setRelative(relative(row.control(), row.treated(), critical))
        .build();
  }

  private plumbline.proto.analysis.v1.Estimate relative(
      Estimate control, Estimate treated, double critical) {
    return RelativeLift.fieller(control, treated, critical)
            instanceof RelativeLift.Bounded(var lift, var interval)
        ? estimate(lift, interval)
        : plumbline.proto.analysis.v1.Estimate.newBuilder()
            .setConfidence(confidence())
            .setNote("control is not distinguishable from zero")
            .build();
  }

  private plumbline.proto.analysis.v1.Estimate estimate(double value, Interval interval) {
    return plumbline.proto.analysis.v1.Estimate.newBuilder()
        .setValue(value)
        .setLower(interval.lower())
        .setUpper(interval.upper())
        .setConfidence(confidence())
        .build();
  }

  private double confidence() {
    return 1 - study.plan().alpha();
  }
}
