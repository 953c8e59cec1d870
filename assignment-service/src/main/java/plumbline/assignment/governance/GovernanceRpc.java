package plumbline.assignment.governance;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.assignment.audit.AuditHandlers;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;
import plumbline.proto.assignment.v1.MutinyGovernanceServiceGrpc;

/** The contract's GovernanceService. */
@GrpcService
class GovernanceRpc extends MutinyGovernanceServiceGrpc.GovernanceServiceImplBase {
  private final AuditHandlers audit;

  @Inject
  GovernanceRpc(AuditHandlers audit) {
    this.audit = audit;
  }

  @Override
  public Uni<ListAuditEntriesResponse> listAuditEntries(ListAuditEntriesRequest request) {
    return audit.list(request);
  }
}
