package plumbline.analysis.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.analysis.results.Health.Before;
import plumbline.analysis.results.Health.PrePeriod;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.CovariateBalance;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.WelchTest;

/** Whether units did the same before their first exposure, whatever variant they then saw. */
record PrePeriodCheck(Study study, Observations observations) {

  /** Empty where the plan has no covariate. */
  static Optional<PrePeriod> of(Study study, Observations observations) {
    return study.plan().covariate()
        ? Optional.of(new PrePeriodCheck(study, observations).check())
        : Optional.empty();
  }

  private PrePeriod check() {
    if (!observations.covariateWarning().isEmpty()) {
      return new PrePeriod(State.WATCH, List.of(), observations.covariateWarning());
    }
    var tests =
        study.metrics().stream()
            .filter(metric -> CovariateBalance.isFor(arm(metric, study.control().key())))
            .flatMap(metric ->
                study.treatments().stream().map(treatment -> before(metric, treatment.key())))
            .toList();
    var smallest = tests.stream().flatMapToDouble(it -> it.pValue().stream()).min();
    return smallest.isEmpty()
        ? new PrePeriod(
            State.UNKNOWN, tests, "What units did before cannot be compared: nothing varies in it.")
        : judge(tests, smallest.getAsDouble());
  }

  /** One of many p-values is small by chance, so the smallest is held against its share. */
  private static PrePeriod judge(List<Before> tests, double smallest) {
    var corrected = Math.min(1.0, smallest * tests.size());
    var state = State.of(corrected);
    var sentence =
        state == State.ALARM
            ? "Units did not do the same before they were exposed (%s, corrected for %d tests): the"
                + " covariate is one that the treatment has changed, or the split is broken."
            : "Units did the same before they were exposed, as far as can be told (%s, corrected for"
                + " %d tests; the alarm is below 0.001).";
    return new PrePeriod(state, tests, sentence.formatted(Figures.p(corrected), tests.size()));
  }

  private Before before(StudiedMetric metric, String treatment) {
    var result =
        CovariateBalance.compare(
            metric.measured(),
            arm(metric, study.control().key()),
            arm(metric, treatment),
            Health.ALARM);
    return new Before(
        metric.key(),
        treatment,
        result instanceof WelchTest.Compared it
            ? OptionalDouble.of(it.pValueTwoSided())
            : OptionalDouble.empty());
  }

  private Arm arm(StudiedMetric metric, String variant) {
    return observations.of(variant).sums().of(metric.key());
  }
}
