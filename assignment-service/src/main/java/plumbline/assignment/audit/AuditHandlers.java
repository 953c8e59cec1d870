package plumbline.assignment.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import plumbline.kit.database.DatabaseFailures;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;

/** The audit log's request of the contract: parsed, done, rendered; for gRPC and for REST. */
@ApplicationScoped
public class AuditHandlers {

  public Uni<ListAuditEntriesResponse> list(ListAuditEntriesRequest request) {
    var query = AuditQuery.parse(request);
    return Panache.withSession(
            () -> Panache.getSession().chain(session -> AuditPages.read(session, query)))
        .onFailure()
        .transform(DatabaseFailures::translate)
        // Reading and comparing that much JSON is no work for the event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(page -> render(page, query));
  }

  private static ListAuditEntriesResponse render(AuditPages.Page page, AuditQuery query) {
    var response = ListAuditEntriesResponse.newBuilder();
    page.rows().forEach(row -> response.addEntries(row.toProto(query.content())));
    if (page.more()) {
      response.setNextPageToken(String.valueOf(page.rows().getLast().id()));
    }
    return response.build();
  }
}
