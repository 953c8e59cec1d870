package plumbline.analysis.neighbour;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentResponse;
import plumbline.proto.assignment.v1.MutinyExperimentServiceGrpc;
import plumbline.proto.assignment.v1.MutinyExperimentServiceGrpc.MutinyExperimentServiceStub;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentResponse;

/**
 * What is done to experiments, by assignment-service. Each fails with Refused where the experiment
 * is past it, and with Unavailable where nobody knows whether it was done: to try again is safe.
 */
@ApplicationScoped
public class Actions {
  /** It answers when its own replica serves the change, or has waited for that for 2 s. */
  private static final int PATIENCE = 3;

  private final MutinyExperimentServiceStub assignment;
  private final Neighbour neighbour;
  private final Duration deadline;

  @Inject
  Actions(@GrpcClient("assignment") Channel channel, AssignmentConfig config) {
    this.assignment = MutinyExperimentServiceGrpc.newMutinyStub(channel);
    this.neighbour = new Neighbour("assignment-service", channel);
    this.deadline = config.deadline().multipliedBy(PATIENCE);
  }

  /** Serves control to everybody; harmless where that is so. */
  public Uni<Experiment> halt(String key, String reason) {
    return stub()
        .haltExperiment(HaltExperimentRequest.newBuilder().setKey(key).setReason(reason).build())
        .map(HaltExperimentResponse::getExperiment)
        .onFailure(StatusRuntimeException.class)
        .transform(thrown -> failure((StatusRuntimeException) thrown));
  }

  /** Ends enrolment; nobody's treatment changes. */
  public Uni<Experiment> stop(String key, String reason) {
    return stub()
        .stopExperiment(StopExperimentRequest.newBuilder().setKey(key).setReason(reason).build())
        .map(StopExperimentResponse::getExperiment)
        .onFailure(StatusRuntimeException.class)
        .transform(thrown -> failure((StatusRuntimeException) thrown));
  }

  private MutinyExperimentServiceStub stub() {
    return assignment.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Failure failure(StatusRuntimeException thrown) {
    return thrown.getStatus().getCode() == Status.Code.FAILED_PRECONDITION
        ? new Failure.Refused(String.valueOf(thrown.getStatus().getDescription()))
        : neighbour.unavailable(thrown);
  }
}
