package plumbline.analysis.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.analysis.planning.BaselineSource.Recorded;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.Results.AtLook;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.study.ExperimentKey;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.Direction;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.MetricKind;

/**
 * What a metric was in the control of an experiment. It is taken from the experiment's results, so
 * that no number is told by a plan before they may be shown.
 */
@ApplicationScoped
class RecordedMetrics {
  private final ResultsReader results;

  @Inject
  RecordedMetrics(ResultsReader results) {
    this.results = results;
  }

  /** Fails with a {@link Failure} where there is nothing that may be taken. */
  Uni<KnownMetric> find(Recorded source) {
    return results.read(new ExperimentKey(source.experiment())).map(found -> known(source, found));
  }

  private static KnownMetric known(Recorded source, Results results) {
    return switch (results.disclosure()) {
      case Withheld withheld ->
          throw new Failure.Refused(
              "the numbers of experiment '%s' are withheld, and a baseline would tell them: %s"
                  .formatted(source.experiment(), withheld.reason()));
      case AtLook _ ->
          throw new Failure.Refused(
              "the numbers of experiment '%s' are those of a look, and no baseline before it has ended"
                  .formatted(source.experiment()));
      case Shown shown -> {
        var finding = find(source, shown);
        if (finding.withheld().isPresent()) {
          throw new Failure.Refused(
              "the numbers of metric '%s' are withheld, and a baseline would tell them: %s"
                  .formatted(source.metric(), finding.withheld().get().reason()));
        }
        var control = finding.value(results.study().control().key());
        yield new KnownMetric(
            new ExpectedMetric(
                finding.metric().kind(), baseline(source, finding.metric().kind(), control)),
            direction(finding.metric().measured().better()));
      }
    };
  }

  private static MetricFinding find(Recorded source, Shown shown) {
    return shown.metrics().stream()
        .filter(finding -> finding.metric().key().equals(source.metric()))
        .findFirst()
        .orElseThrow(() ->
            new Failure.Invalid(
                "recorded.metric",
                "is no metric of experiment '%s'".formatted(source.experiment())));
  }

  private static Direction direction(Better better) {
    return switch (better) {
      case HIGHER, NEITHER -> Direction.INCREASE;
      case LOWER -> Direction.DECREASE;
    };
  }

  private static Baseline baseline(Recorded source, MetricKind kind, VariantValue control) {
    if (control.mean().isEmpty() || control.standardDeviation().isEmpty()) {
      throw useless(source, "has no mean with a standard deviation");
    }
    var mean = control.mean().getAsDouble();
    var deviation = control.standardDeviation().getAsDouble();
    if (!(ExpectedMetric.isComputable(mean) && ExpectedMetric.isComputable(deviation))) {
      throw useless(source, "is 0, or does not vary");
    }
    return kind == MetricKind.METRIC_KIND_PROPORTION
        ? new Baseline.Rate(mean)
        : new Baseline.Mean(mean, deviation);
  }

  private static Failure.Refused useless(Recorded source, String what) {
    return new Failure.Refused(
        "'%s' of control in experiment '%s' %s, so nothing can be planned with it"
            .formatted(source.metric(), source.experiment(), what));
  }
}
