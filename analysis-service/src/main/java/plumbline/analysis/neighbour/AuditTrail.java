package plumbline.analysis.neighbour;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;
import plumbline.proto.assignment.v1.MutinyGovernanceServiceGrpc;
import plumbline.proto.assignment.v1.MutinyGovernanceServiceGrpc.MutinyGovernanceServiceStub;

/** What was done to experiments, from assignment-service. */
@ApplicationScoped
public class AuditTrail {
  /** The most that assignment-service gives at once. */
  private static final int NEWEST = 500;

  private final MutinyGovernanceServiceStub assignment;
  private final Neighbour neighbour;
  private final Duration deadline;

  @Inject
  AuditTrail(@GrpcClient("assignment") Channel channel, AssignmentConfig config) {
    this.assignment = MutinyGovernanceServiceGrpc.newMutinyStub(channel);
    this.neighbour = new Neighbour("assignment-service", channel);
    this.deadline = config.deadline();
  }

  /** The newest 500 steps of an experiment, the newest first; fails with Unavailable. */
  public Uni<List<AuditEntry>> of(String experiment) {
    return assignment
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .listAuditEntries(
            ListAuditEntriesRequest.newBuilder()
                .addSubjects(AuditSubject.AUDIT_SUBJECT_EXPERIMENT)
                .setKey(experiment)
                .setPageSize(NEWEST)
                .build())
        .map(ListAuditEntriesResponse::getEntriesList)
        .onFailure(StatusRuntimeException.class)
        .transform(thrown -> neighbour.unavailable((StatusRuntimeException) thrown));
  }
}
