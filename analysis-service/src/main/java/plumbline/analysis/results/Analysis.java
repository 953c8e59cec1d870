package plumbline.analysis.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Verdict;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.BayesianView;
import plumbline.engine.analysis.ExperimentAnalysis;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Measured;
import plumbline.engine.analysis.Measured.Family;
import plumbline.engine.analysis.MetricAnalysis;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.statistics.BayesianLift.Posterior;
import plumbline.engine.statistics.NormalPrior;
import plumbline.engine.statistics.RelativeLift;

/**
 * What the sums say of every metric, by the engine.
 *
 * @param splitBroken whether units are not split as planned
 * @param verdict whether nothing is in the way of one
 */
record Analysis(
    Study study,
    Basis basis,
    Designs designs,
    Clearances clearances,
    boolean splitBroken,
    boolean verdict) {

  /** Lifts are believed to be at least of this size, as a prior of none would leave no room. */
  private static final double SMALLEST_PRIOR = 0.01;

  private static final Withheld WITHOUT_WINDOW =
      new Withheld(
          "It has no window of its own, so no unit's value is final while units are enrolled: it is"
              + " shown at the end.",
          Optional.empty());

  /** One for each metric, in the definition's order. */
  List<MetricFinding> findings() {
    var measured = study.metrics().stream().map(this::measured).toList();
    var correction = PlannedCorrection.of(study.plan());
    var analysed =
        new ExperimentAnalysis(study.plan().alpha(), correction.correction(), splitBroken)
            .analyse(measured);
    return IntStream.range(0, measured.size())
        .mapToObj(i ->
            finding(
                study.metrics().get(i),
                measured.get(i),
                analysed.get(i),
                words(measured, measured.get(i).family(), correction)))
        .toList();
  }

  /** The prior's standard deviation, frozen with the plan; empty where that seeks no effect. */
  static Optional<Double> prior(Study study) {
    var mde = study.plan().mdeRelative();
    return mde.isPresent()
        ? Optional.of(Math.max(SMALLEST_PRIOR, mde.getAsDouble()))
        : Optional.empty();
  }

  private Measured measured(StudiedMetric metric) {
    return new Measured(
        metric.measured(),
        family(metric),
        basis.control(metric),
        basis.treatments(metric),
        designs.of(metric));
  }

  private static Family family(StudiedMetric metric) {
    return switch (metric.role()) {
      case METRIC_ROLE_PRIMARY -> Family.PRIMARY;
      case METRIC_ROLE_SECONDARY -> Family.SECONDARY;
      case METRIC_ROLE_GUARDRAIL, METRIC_ROLE_COUNTER, METRIC_ROLE_UNSPECIFIED, UNRECOGNIZED ->
          Family.ALONE;
    };
  }

  private static String words(List<Measured> all, Family family, PlannedCorrection correction) {
    return switch (family) {
      case ALONE -> "; not corrected for several comparisons";
      case PRIMARY, SECONDARY ->
          correction.of(
              all.stream()
                  .filter(it -> it.family() == family)
                  .mapToInt(it -> it.treatments().size())
                  .sum());
    };
  }

  private MetricFinding finding(
      StudiedMetric metric, Measured measured, MetricAnalysis analysed, String corrected) {
    if (!basis.shows(metric)) {
      return new MetricFinding(
          metric, List.of(), List.of(), clearances.of(metric), Optional.of(WITHOUT_WINDOW));
    }
    return new MetricFinding(
        metric,
        study.variants().stream()
            .map(it -> VariantValues.of(metric.measured(), basis.arm(metric, it.key())))
            .toList(),
        analysed.treatments().stream().map(it -> comparison(metric, it, corrected)).toList(),
        clearances.of(metric),
        Optional.empty());
  }

  private Comparison comparison(StudiedMetric metric, Treated treated, String corrected) {
    return new Comparison(
        treated,
        treated.corrected() instanceof Compared compared ? compared.methodWords() + corrected : "",
        verdict(metric, treated.corrected()),
        posterior(metric, treated));
  }

  private Verdict verdict(StudiedMetric metric, Finding finding) {
    if (!(finding instanceof Compared compared)) {
      return Verdict.NOT_COMPARED;
    }
    if (!verdict) {
      return Verdict.NONE;
    }
    if (!compared.isSignificant()) {
      return Verdict.NOT_SHOWN;
    }
    return switch (metric.judge(compared.difference())) {
      case BETTER -> Verdict.BETTER;
      case WORSE -> Verdict.WORSE;
      case NEITHER -> Verdict.DIFFERENT;
    };
  }

  /** Only where control is told from zero, as the lift's error has to be known. */
  private Optional<Posterior> posterior(StudiedMetric metric, Treated treated) {
    return treated.plain() instanceof Compared compared
            && compared.lift() instanceof RelativeLift.Bounded
        ? prior(study)
            .flatMap(deviation ->
                new BayesianView(NormalPrior.aroundZero(deviation), study.plan().alpha())
                    .of(
                        metric.measured(),
                        basis.control(metric),
                        basis.arm(metric, treated.treatment())))
        : Optional.empty();
  }
}
