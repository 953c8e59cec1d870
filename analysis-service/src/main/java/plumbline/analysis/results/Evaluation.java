package plumbline.analysis.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.results.Results.Disclosure;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.Split;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Sentence;
import plumbline.kit.failure.Failure;

/** From a definition and what was counted to results. Pure. */
final class Evaluation {
  private Evaluation() {}

  /** An experiment that never began: nobody can have been exposed. */
  static Results notStarted(Study study, Instant now) {
    var nobody =
        study.variants().stream().map(variant -> new VariantCount(variant, 0, 0, 0, 0)).toList();
    return new Results(
        study, now, Optional.empty(), nobody, SplitCheck.check(nobody), Horizon.NOT_STARTED, 0);
  }

  /**
   * The results as of now.
   *
   * @throws Failure.Unavailable if the statistics belong to another version of the definition
   * @throws Failure.Refused if a number that may be shown is of a kind that is not analysed yet
   */
  static Results of(Study study, Observations observations, Instant now) {
    var withheld = Horizon.withhold(study, observations.completeUpTo(), now);
    return evaluate(study, observations, withheld, now);
  }

  /**
   * The same with nothing withheld, for somebody whose look was noted down.
   *
   * @throws Failure.Unavailable if the statistics belong to another version of the definition
   */
  static Results open(Study study, Observations observations, Instant now) {
    return evaluate(study, observations, Optional.empty(), now);
  }

  private static Results evaluate(
      Study study, Observations observations, Optional<Withheld> withheld, Instant now) {
    if (observations.definitionVersion() != study.version()) {
      throw new Failure.Unavailable(
          "tracking-service is taking up a change of experiment '%s'; try again in a moment"
              .formatted(study.key()));
    }
    var counts = counts(study, observations);
    var split = SplitCheck.check(counts);
    return new Results(
        study,
        now,
        observations.completeUpTo(),
        counts,
        split,
        withheld
            .<Disclosure>map(it -> it)
            .orElseGet(() -> disclose(study, observations, counts, split)),
        observations.pendingBatches());
  }

  private static Disclosure disclose(
      Study study, Observations observations, List<VariantCount> counts, Split split) {
    var findings =
        study.metrics().stream()
            .map(metric -> finding(study, observations, split, metric))
            .toList();
    return new Shown(findings, Recommender.recommend(study, observations, counts, split));
  }

  private static List<VariantCount> counts(Study study, Observations observations) {
    return study.variants().stream()
        .map(variant -> {
          var counts = observations.of(variant.key()).counts();
          return new VariantCount(
              variant,
              counts.exposed(),
              counts.crossedOver(),
              counts.excluded(),
              counts.analysed());
        })
        .toList();
  }

  private static MetricFinding finding(
      Study study, Observations observations, Split split, StudiedMetric metric) {
    var test = MetricTest.of(metric);
    var values =
        study.variants().stream()
            .map(v -> test.value(observations.of(v.key()).sums().of(metric.key())))
            .toList();
    var comparisons =
        study.treatments().stream()
            .map(t -> comparison(study, observations, split, metric, t.key()))
            .toList();
    return new MetricFinding(metric, values, comparisons);
  }

  private static String method(Finding finding) {
    return switch (finding) {
      case Finding.Compared compared ->
          compared.methodWords() + "; not corrected for several comparisons";
      case Finding.NotCompared _, Finding.NotTested _ -> "";
    };
  }

  private static Comparison comparison(
      Study study, Observations observations, Split split, StudiedMetric metric, String treatment) {
    var test = MetricTest.of(metric);
    var control = study.control().key();
    var alpha = study.plan().alpha();
    var finding =
        test.compare(
            observations.of(control).sums().of(metric.key()),
            observations.of(treatment).sums().of(metric.key()),
            alpha);
    var sentence = new Sentence(test.metric(), control, treatment, split.mismatch()).about(finding);
    return new Comparison(treatment, finding, method(finding), sentence);
  }
}
