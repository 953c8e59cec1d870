package plumbline.analysis.dashboard.experiment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import plumbline.analysis.guardrail.GuardrailReader;
import plumbline.analysis.history.AnalysisHandlers;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.ExperimentGuardrails;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListDecisionsRequest;

/** What the page asks of an experiment, in the name of who looks. */
@RequestScoped
class Questions {
  /** More steps than an experiment takes. */
  private static final int STEPS = 200;

  private final Asking asking;
  private final AnalysisHandlers analysis;
  private final GuardrailReader guardrails;

  @Inject
  Questions(Asking asking, AnalysisHandlers analysis, GuardrailReader guardrails) {
    this.asking = asking;
    this.analysis = analysis;
    this.guardrails = guardrails;
  }

  /** The experiment, and how its plan was understood. */
  GetExperimentResponse experiment(String key) {
    var request = GetExperimentRequest.newBuilder().setKey(new ExperimentKey(key).value()).build();
    return asking.assignment().experiments(stub -> stub.getExperiment(request));
  }

  /** Empty while nobody can say them. */
  Optional<ExperimentResults> results(String key, ResultsView view) {
    var request = GetResultsRequest.newBuilder().setExperiment(key).setView(view).build();
    return ifAny(() -> Pages.await(analysis.get(request)).getResults());
  }

  /** The course of the primary metric's effects; empty while nobody can say it. */
  Optional<GetHistoryResponse> history(String key) {
    var request = GetHistoryRequest.newBuilder().setExperiment(key).build();
    return ifAny(() -> Pages.await(analysis.history(request)));
  }

  /** Empty where the definition has not arrived here. */
  Optional<ExperimentGuardrails> guardrails(String key) {
    var request = GetGuardrailsRequest.newBuilder().setExperiment(key).build();
    return ifAny(() -> Pages.await(guardrails.get(request)).getGuardrails());
  }

  GetReviewResponse review(String key) {
    var request = GetReviewRequest.newBuilder().setKey(key).build();
    return asking.assignment().experiments(stub -> stub.getReview(request));
  }

  /** What was done to it, the newest first. */
  List<AuditEntry> steps(String key) {
    var request =
        ListAuditEntriesRequest.newBuilder()
            .addSubjects(AuditSubject.AUDIT_SUBJECT_EXPERIMENT)
            .setKey(key)
            .setPageSize(STEPS)
            .build();
    return asking.assignment().governance(stub -> stub.listAuditEntries(request)).getEntriesList();
  }

  /** What the decision log holds of it. */
  List<DecisionLogEntry> decisions(String key) {
    var request = ListDecisionsRequest.newBuilder().setExperiment(key).build();
    return asking.assignment().governance(stub -> stub.listDecisions(request)).getEntriesList();
  }

  Optional<Flag> flag(String key) {
    var request = GetFlagRequest.newBuilder().setKey(key).build();
    return ifAny(
        () -> asking.assignment().flags(stub -> stub.getFlag(request)).getStatus().getFlag());
  }

  private static <T> Optional<T> ifAny(Supplier<T> question) {
    try {
      return Optional.of(question.get());
    } catch (Failure.NotFound | Failure.Unavailable _) {
      return Optional.empty();
    }
  }
}
