package plumbline.assignment.governance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.assignment.audit.AuditHandlers;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;

/** The GovernanceService by REST. */
@ApplicationScoped
class GovernanceCalls implements Calls {
  private final AuditHandlers audit;

  @Inject
  GovernanceCalls(AuditHandlers audit) {
    this.audit = audit;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.get(
            "/v1/audit",
            ListAuditEntriesRequest.getDefaultInstance(),
            (request, _) -> audit.list(request)));
  }
}
