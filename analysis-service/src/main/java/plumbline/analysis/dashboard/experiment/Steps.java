package plumbline.analysis.dashboard.experiment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import java.util.stream.Stream;
import plumbline.analysis.history.AnalysisHandlers;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Viewer;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.PeekAtResultsRequest;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

/** What a form asks for, done in the name of who sent it; fails with what was refused. */
@RequestScoped
class Steps {
  private final Asking asking;
  private final AnalysisHandlers analysis;
  private final Viewer viewer;

  @Inject
  Steps(Asking asking, AnalysisHandlers analysis, Viewer viewer) {
    this.asking = asking;
    this.analysis = analysis;
    this.viewer = viewer;
  }

  void submit(String key, ActionForm form) {
    var request =
        SubmitExperimentRequest.newBuilder().setKey(key).setExpectedVersion(form.version()).build();
    ask(stub -> stub.submitExperiment(request));
  }

  void start(String key, ActionForm form) {
    var request =
        StartExperimentRequest.newBuilder().setKey(key).setExpectedVersion(form.version()).build();
    ask(stub -> stub.startExperiment(request));
  }

  void ramp(String key, ActionForm form) {
    var request =
        RampExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setTraffic(form.share())
            .setReason(form.reason)
            .build();
    ask(stub -> stub.rampExperiment(request));
  }

  void stop(String key, ActionForm form) {
    var request =
        StopExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setReason(form.reason)
            .build();
    ask(stub -> stub.stopExperiment(request));
  }

  void halt(String key, ActionForm form) {
    var request = HaltExperimentRequest.newBuilder().setKey(key).setReason(form.reason).build();
    ask(stub -> stub.haltExperiment(request));
  }

  void amend(String key, ActionForm form) {
    var request =
        AmendExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setText(form.text)
            .build();
    ask(stub -> stub.amendExperiment(request));
  }

  void review(String key, ActionForm form) {
    var request =
        ReviewExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setVerdict(verdict(form))
            .setComment(form.comment)
            .build();
    ask(stub -> stub.reviewExperiment(request));
  }

  void reviewResults(String key, ActionForm form) {
    var request =
        ReviewResultsRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setVerdict(verdict(form))
            .setComment(form.comment)
            .build();
    ask(stub -> stub.reviewResults(request));
  }

  void comment(String key, ActionForm form) {
    var request = CommentOnExperimentRequest.newBuilder().setKey(key).setText(form.text).build();
    ask(stub -> stub.commentOnExperiment(request));
  }

  void decide(String key, ActionForm form) {
    var outcome = outcome(form);
    var ships = outcome == DecisionOutcome.DECISION_OUTCOME_SHIP;
    var request =
        DecideExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(form.version())
            .setOutcome(outcome)
            .setVariant(ships ? form.variant : "")
            .setReason(form.reason)
            .build();
    ask(stub -> stub.decideExperiment(request));
  }

  ExperimentResults peek(String key, ActionForm form) {
    var request =
        PeekAtResultsRequest.newBuilder().setExperiment(key).setReason(form.reason).build();
    var principal =
        viewer
            .principal()
            .orElseThrow(() -> new Failure.Unauthenticated("sign in at /sign-in to look"));
    return Pages.await(analysis.peek(request, principal)).getResults();
  }

  private <T> void ask(Function<ExperimentServiceBlockingStub, T> call) {
    asking.assignment().experiments(call);
  }

  /** An unknown word is none, which the server refuses in its own words. */
  private static ReviewVerdict verdict(ActionForm form) {
    return switch (form.verdict) {
      case "approve" -> ReviewVerdict.REVIEW_VERDICT_APPROVE;
      case "reject" -> ReviewVerdict.REVIEW_VERDICT_REJECT;
      default -> ReviewVerdict.REVIEW_VERDICT_UNSPECIFIED;
    };
  }

  private static DecisionOutcome outcome(ActionForm form) {
    return Stream.of(DecisionOutcome.values())
        .filter(it -> it.name().equals("DECISION_OUTCOME_" + form.outcome))
        .findFirst()
        .orElse(DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED);
  }
}
