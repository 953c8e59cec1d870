package plumbline.assignment.governance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.assignment.audit.AuditHandlers;
import plumbline.assignment.decision.DecisionHandlers;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;

/** The GovernanceService by REST. */
@ApplicationScoped
class GovernanceCalls implements Calls {
  private final AuditHandlers audit;
  private final DecisionHandlers decisions;

  @Inject
  GovernanceCalls(AuditHandlers audit, DecisionHandlers decisions) {
    this.audit = audit;
    this.decisions = decisions;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/ideas", RecordIdeaRequest.getDefaultInstance(), decisions::recordIdea),
        Call.get(
            "/v1/decisions",
            ListDecisionsRequest.getDefaultInstance(),
            (request, _) -> decisions.list(request)),
        Call.post(
            "/v1/decisions:verify",
            VerifyDecisionLogRequest.getDefaultInstance(),
            (request, _) -> decisions.verify(request)),
        Call.get(
            "/v1/audit",
            ListAuditEntriesRequest.getDefaultInstance(),
            (request, _) -> audit.list(request)));
  }
}
