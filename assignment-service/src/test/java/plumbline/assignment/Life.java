package plumbline.assignment;

import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Calls.governance;

import java.util.List;
import java.util.UUID;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** Where an experiment's life has got to, and every way to take it further. */
final class Life {
  private Life() {}

  static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }

  /** What the audit log says of it, oldest first, with what it was and is. */
  static List<AuditEntry> audit(String key) {
    return governance(Tokens.ann())
        .listAuditEntries(
            ListAuditEntriesRequest.newBuilder()
                .setKey(key)
                .setPageSize(500)
                .setIncludeContent(true)
                .build())
        .getEntriesList()
        .reversed();
  }

  /** A new experiment in that state; IMPORTED: history. */
  static String in(String state) {
    var key = Definitions.newKey("in");
    if (state.equals("IMPORTED")) {
      var history = Flow.history(key, Definitions.valid().build());
      return experiments(Tokens.admin()).importExperiment(history).getExperiment().getKey();
    }
    Flow.create(key, Definitions.valid().setTraffic(0.1).build());
    switch (state) {
      case "DRAFT" -> {}
      case "IN_REVIEW" -> Flow.submit(key);
      case "REJECTED" -> {
        Flow.submit(key);
        Flow.reject(key);
      }
      default -> {
        Flow.submit(key);
        Flow.approve(key);
        goOn(key, state);
      }
    }
    return key;
  }

  private static void goOn(String key, String state) {
    switch (state) {
      case "APPROVED" -> {}
      case "RUNNING" -> Flow.start(key);
      case "STOPPED" -> {
        Flow.start(key);
        Flow.stop(key);
      }
      case "HALTED" -> {
        Flow.start(key);
        Flow.halt(key);
      }
      case "DECIDED" -> act(experiments(Tokens.admin()), "abandon", get(key));
      default -> throw new IllegalArgumentException(state);
    }
  }

  /** Takes a step, with the version that was seen where the step asks for one. */
  static Experiment act(ExperimentServiceBlockingStub who, String action, Experiment seen) {
    var key = seen.getKey();
    var version = seen.getVersion();
    return switch (action) {
      case "update" -> who.updateExperiment(update(seen)).getExperiment();
      case "submit" ->
          who.submitExperiment(
                  SubmitExperimentRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .build())
              .getExperiment();
      case "approve" ->
          who.reviewExperiment(review(seen, ReviewVerdict.REVIEW_VERDICT_APPROVE)).getExperiment();
      case "reject" ->
          who.reviewExperiment(review(seen, ReviewVerdict.REVIEW_VERDICT_REJECT)).getExperiment();
      case "start" ->
          who.startExperiment(
                  StartExperimentRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .build())
              .getExperiment();
      default -> actLater(who, action, seen);
    };
  }

  private static Experiment actLater(
      ExperimentServiceBlockingStub who, String action, Experiment seen) {
    var key = seen.getKey();
    var version = seen.getVersion();
    return switch (action) {
      case "amend" ->
          who.amendExperiment(
                  AmendExperimentRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .setText("Known since " + UUID.randomUUID())
                      .build())
              .getExperiment();
      case "ramp" ->
          who.rampExperiment(
                  RampExperimentRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .setTraffic(Math.min(1, Math.max(0.2, seen.getTraffic() + 0.05)))
                      .build())
              .getExperiment();
      case "decide" ->
          who.decideExperiment(decision(seen, DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE))
              .getExperiment();
      case "abandon" ->
          who.decideExperiment(decision(seen, DecisionOutcome.DECISION_OUTCOME_ABANDONED))
              .getExperiment();
      case "stop" ->
          who.stopExperiment(
                  StopExperimentRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .setReason("enough")
                      .build())
              .getExperiment();
      case "halt" ->
          who.haltExperiment(
                  HaltExperimentRequest.newBuilder().setKey(key).setReason("harm").build())
              .getExperiment();
      case "results" ->
          who.reviewResults(
                  ReviewResultsRequest.newBuilder()
                      .setKey(key)
                      .setExpectedVersion(version)
                      .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                      .setComment("Seen at " + UUID.randomUUID())
                      .build())
              .getExperiment();
      default -> throw new IllegalArgumentException(action);
    };
  }

  private static DecideExperimentRequest decision(Experiment seen, DecisionOutcome outcome) {
    return DecideExperimentRequest.newBuilder()
        .setKey(seen.getKey())
        .setExpectedVersion(seen.getVersion())
        .setOutcome(outcome)
        .setReason("Seen at " + UUID.randomUUID())
        .build();
  }

  private static UpdateExperimentRequest update(Experiment seen) {
    var renamed = "Called " + UUID.randomUUID();
    return UpdateExperimentRequest.newBuilder()
        .setKey(seen.getKey())
        .setExpectedVersion(seen.getVersion())
        .setDefinition(
            ExperimentDefinition.newBuilder(seen.getDefinition()).setName(renamed).build())
        .build();
  }

  private static ReviewExperimentRequest review(Experiment seen, ReviewVerdict verdict) {
    return Flow.verdict(seen.getKey(), verdict).toBuilder()
        .setExpectedVersion(seen.getVersion())
        .build();
  }
}
