package plumbline.assignment.governance;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.assignment.audit.AuditHandlers;
import plumbline.assignment.decision.DecisionHandlers;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.ListDecisionsResponse;
import plumbline.proto.assignment.v1.MutinyGovernanceServiceGrpc;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.RecordIdeaResponse;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/** The contract's GovernanceService. */
@GrpcService
class GovernanceRpc extends MutinyGovernanceServiceGrpc.GovernanceServiceImplBase {
  private final AuditHandlers audit;
  private final DecisionHandlers decisions;

  @Inject
  GovernanceRpc(AuditHandlers audit, DecisionHandlers decisions) {
    this.audit = audit;
    this.decisions = decisions;
  }

  @Override
  public Uni<ListAuditEntriesResponse> listAuditEntries(ListAuditEntriesRequest request) {
    return audit.list(request);
  }

  @Override
  public Uni<RecordIdeaResponse> recordIdea(RecordIdeaRequest request) {
    return decisions.recordIdea(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListDecisionsResponse> listDecisions(ListDecisionsRequest request) {
    return decisions.list(request);
  }

  @Override
  public Uni<VerifyDecisionLogResponse> verifyDecisionLog(VerifyDecisionLogRequest request) {
    return decisions.verify(request);
  }
}
