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
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.MutinyExperimentServiceGrpc;
import plumbline.proto.assignment.v1.MutinyExperimentServiceGrpc.MutinyExperimentServiceStub;

/** Definitions of experiments, from assignment-service. */
@ApplicationScoped
public class Definitions {
  private final MutinyExperimentServiceStub assignment;
  private final Neighbour neighbour;
  private final Duration deadline;

  @Inject
  Definitions(@GrpcClient("assignment") Channel channel, AssignmentConfig config) {
    this.assignment = MutinyExperimentServiceGrpc.newMutinyStub(channel);
    this.neighbour = new Neighbour("assignment-service", channel);
    this.deadline = config.deadline();
  }

  /** The experiment; fails with NotFound or Unavailable. */
  public Uni<Experiment> get(String key) {
    return assignment
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .map(GetExperimentResponse::getExperiment)
        .onFailure(StatusRuntimeException.class)
        .transform(thrown -> failure((StatusRuntimeException) thrown, key));
  }

  private Failure failure(StatusRuntimeException thrown, String key) {
    return thrown.getStatus().getCode() == Status.Code.NOT_FOUND
        ? new Failure.NotFound("experiment", key)
        : neighbour.unavailable(thrown);
  }
}
