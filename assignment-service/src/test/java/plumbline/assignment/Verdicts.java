package plumbline.assignment;

import static plumbline.assignment.Calls.experiments;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.analysis.v1.Withheld;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;

/** What analysis-service says of an experiment, and what people decide. */
final class Verdicts {
  static final Timestamp AS_OF = Timestamps.fromSeconds(1_702_000_000);
  static final Timestamp DUE = Timestamps.fromSeconds(1_893_456_000);

  private Verdicts() {}

  /** A verdict that is due. */
  static ExperimentResults.Builder recommending(
      Experiment experiment, DecisionOutcome outcome, String variant) {
    return of(experiment)
        .setRecommendation(
            Recommendation.newBuilder()
                .setOutcome(outcome)
                .setVariant(variant)
                .addReasons("ordered was 20 % higher in one-page.")
                .addReasons("Every guardrail is cleared: errors."));
  }

  /** The data do not say, as enrolment ended early. */
  static ExperimentResults.Builder early(Experiment experiment) {
    return of(experiment)
        .setRecommendation(
            Recommendation.newBuilder()
                .setOutcome(DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE)
                .addReasons("Enrolment ended before the planned duration.")
                .setEarlyEnd(true));
  }

  /** Not due before {@link #DUE}. */
  static ExperimentResults.Builder withheld(Experiment experiment) {
    return of(experiment)
        .setWithheld(Withheld.newBuilder().setReason("Windows are open.").setUntil(DUE));
  }

  private static ExperimentResults.Builder of(Experiment experiment) {
    return ExperimentResults.newBuilder()
        .setExperiment(experiment.getKey())
        .setExperimentVersion(experiment.getVersion())
        .setState(experiment.getState())
        .setAsOf(AS_OF);
  }

  static DecideExperimentRequest.Builder request(
      String key, DecisionOutcome outcome, String variant) {
    return DecideExperimentRequest.newBuilder()
        .setKey(key)
        .setOutcome(outcome)
        .setVariant(variant)
        .setReason("it was agreed in the weekly meeting");
  }

  /** Ann decides. */
  static Experiment decide(DecideExperimentRequest.Builder request) {
    return experiments(Tokens.ann()).decideExperiment(request.build()).getExperiment();
  }

  static Experiment decide(String key, DecisionOutcome outcome, String variant) {
    return decide(request(key, outcome, variant));
  }
}
