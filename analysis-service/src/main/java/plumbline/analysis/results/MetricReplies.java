package plumbline.analysis.results;

import plumbline.analysis.results.Clearances.Cleared;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading;
import plumbline.proto.analysis.v1.ClearanceState;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.MetricDirection;

/** Metrics as the contract sends them. */
record MetricReplies(ComparisonReplies comparisons) {

  static MetricReplies of(Study study) {
    return new MetricReplies(
        new ComparisonReplies(study.plan().alpha(), Analysis.prior(study).orElse(0.0)));
  }

  MetricResult render(MetricFinding finding) {
    var reply = of(finding.metric());
    finding.values().forEach(it -> reply.addValues(value(it)));
    finding.comparisons().forEach(it -> reply.addComparisons(comparisons.render(it)));
    finding.clearances().forEach(it -> reply.addClearances(clearance(it)));
    finding.withheld().ifPresent(it -> reply.setWithheld(ResultsReplies.withheld(it)));
    return reply.build();
  }

  /** Without any number. */
  static MetricResult.Builder of(StudiedMetric metric) {
    return MetricResult.newBuilder()
        .setMetric(metric.key())
        .setRole(metric.role())
        .setKind(metric.kind())
        .setDirection(direction(metric))
        .setUnitOfMeasure(metric.unitOfMeasure());
  }

  private static MetricDirection direction(StudiedMetric metric) {
    return switch (metric.measured().better()) {
      case HIGHER -> MetricDirection.METRIC_DIRECTION_INCREASE;
      case LOWER -> MetricDirection.METRIC_DIRECTION_DECREASE;
      case NEITHER -> MetricDirection.METRIC_DIRECTION_UNSPECIFIED;
    };
  }

  private static plumbline.proto.analysis.v1.VariantValue value(VariantValue value) {
    var reply =
        plumbline.proto.analysis.v1.VariantValue.newBuilder()
            .setVariant(value.variant())
            .setUnits(value.units())
            .setTotal(value.total());
    value.mean().ifPresent(reply::setMean);
    value.standardDeviation().ifPresent(reply::setStandardDeviation);
    value.value().ifPresent(reply::setValue);
    value.denominator().ifPresent(reply::setDenominator);
    return reply.build();
  }

  private static GuardrailClearance clearance(Cleared cleared) {
    var reply =
        GuardrailClearance.newBuilder()
            .setTreatment(cleared.treatment())
            .setMargin(cleared.margin())
            .setState(state(cleared.state()))
            .setClearLevel(cleared.levels().clear())
            .setBreachLevel(cleared.levels().breach())
            .setSentence(cleared.sentence());
    switch (cleared.reading()) {
      case HarmReading.Measured measured -> {
        reply.setMethod(measured.method().words());
        measured.harm().ifPresent(reply::setHarm);
        measured.lower().ifPresent(reply::setLower);
        measured.upper().ifPresent(reply::setUpper);
      }
      case HarmReading.NotJudged(var reason) -> reply.setMethod(reason.words());
    }
    return reply.build();
  }

  private static ClearanceState state(State state) {
    return switch (state) {
      case CLEARED -> ClearanceState.CLEARANCE_STATE_CLEARED;
      case UNPROVEN -> ClearanceState.CLEARANCE_STATE_UNPROVEN;
      case WATCH -> ClearanceState.CLEARANCE_STATE_WATCH;
      case BREACHED -> ClearanceState.CLEARANCE_STATE_BREACHED;
      case NOT_JUDGED -> ClearanceState.CLEARANCE_STATE_NOT_JUDGED;
    };
  }
}
