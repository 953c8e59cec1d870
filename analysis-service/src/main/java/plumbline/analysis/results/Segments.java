package plumbline.analysis.results;

import java.util.List;
import java.util.stream.IntStream;
import plumbline.analysis.results.Results.SegmentEffect;
import plumbline.analysis.results.Results.SegmentFinding;
import plumbline.analysis.results.Results.SegmentValueFinding;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Observations.Segment;
import plumbline.analysis.study.Observations.SegmentValue;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Comparison;
import plumbline.engine.analysis.Design;
import plumbline.engine.fold.FoldMetric.Kind;

/**
 * The plan's segments, each by itself: plain comparisons at the plan's alpha, corrected for nothing
 * and so for the next hypothesis only. Quantiles are left out, as their values are not kept by
 * segment.
 */
record Segments(Study study, Observations observations) {
  /** Of more, the reply would be one that few callers take. */
  private static final long MOST_EFFECTS = 10_000;

  private static final String PRIMARY_ONLY =
      "There are so many values, metrics and treatments that only the primary metric is compared.";

  /** One for each attribute, in the plan's order; none unless they were asked for. */
  List<SegmentFinding> all() {
    var control = observations.of(study.control().key()).segments();
    var metrics = compared();
    var effects =
        control.stream().mapToLong(it -> it.values().size()).sum()
            * metrics.size()
            * study.treatments().size();
    var some = effects <= MOST_EFFECTS;
    var kept = some ? metrics : metrics.stream().filter(StudiedMetric::isPrimary).toList();
    return IntStream.range(0, control.size())
        .mapToObj(i -> segment(i, control.get(i), kept, some ? "" : PRIMARY_ONLY))
        .toList();
  }

  private List<StudiedMetric> compared() {
    return study.metrics().stream().filter(it -> it.measured().kind() != Kind.QUANTILE).toList();
  }

  private SegmentFinding segment(
      int attribute, Segment control, List<StudiedMetric> metrics, String note) {
    return new SegmentFinding(
        control.attribute(),
        control.tooManyValues(),
        IntStream.range(0, control.values().size())
            .mapToObj(i -> value(attribute, i, control.values().get(i), metrics))
            .toList(),
        control.tooManyValues()
            ? "It has so many values that it is no segment, and nothing is kept by it."
            : note);
  }

  private SegmentValueFinding value(
      int attribute, int place, SegmentValue control, List<StudiedMetric> metrics) {
    var counts =
        study.variants().stream()
            .map(it -> VariantCount.of(it, at(attribute, place, it.key()).counts()))
            .toList();
    var effects =
        metrics.stream()
            .flatMap(metric ->
                study.treatments().stream()
                    .map(it -> effect(metric, control, at(attribute, place, it.key()), it.key())))
            .toList();
    return new SegmentValueFinding(control.value(), control.other(), counts, effects);
  }

  private SegmentEffect effect(
      StudiedMetric metric, SegmentValue control, SegmentValue treated, String treatment) {
    var from = control.sums().of(metric.key());
    var to = treated.sums().of(metric.key());
    return new SegmentEffect(
        metric,
        treatment,
        VariantValues.of(metric.measured(), from).value(),
        VariantValues.of(metric.measured(), to).value(),
        new Comparison(metric.measured(), new Design.FixedHorizon())
            .compare(from, to, study.plan().alpha()));
  }

  /** The same values stand at the same places for every variant. */
  private SegmentValue at(int attribute, int place, String variant) {
    return observations.of(variant).segments().get(attribute).values().get(place);
  }
}
