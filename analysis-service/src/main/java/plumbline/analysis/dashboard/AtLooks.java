package plumbline.analysis.dashboard;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.ExperimentView.RecommendationView;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.Results.AtLook;
import plumbline.analysis.results.ResultsReplies;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.assignment.v1.MetricRole;

/** What the page says between looks: what the last one showed, in words. */
final class AtLooks {
  private AtLooks() {}

  static String words(Results results, AtLook atLook) {
    var reply = ResultsReplies.parse(atLook.look().reply());
    var primary =
        reply.getMetricsList().stream()
            .filter(it -> it.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
            .flatMap(it -> it.getComparisonsList().stream())
            .map(Comparison::getSentence);
    return Stream.of(
            Stream.of(
                "These are the results of look %d, of %s; nothing newer is shown."
                    .formatted(atLook.look().number(), Labels.moment(atLook.look().time()).text())),
            primary,
            results.next().stream().map(it -> it.sentence()))
        .flatMap(it -> it)
        .map(Labels::typeset)
        .collect(Collectors.joining(" "));
  }

  static RecommendationView recommendation(AtLook atLook) {
    var recommendation = ResultsReplies.parse(atLook.look().reply()).getRecommendation();
    return new RecommendationView(
        Labels.recommendation(recommendation.getOutcome(), recommendation.getVariant()),
        recommendation.getReasonsList().stream().map(Labels::typeset).toList());
  }
}
