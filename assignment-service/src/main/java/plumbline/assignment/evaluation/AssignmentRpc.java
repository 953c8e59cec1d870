package plumbline.assignment.evaluation;

import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Timer;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignAllResponse;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;

/** The contract's AssignmentService, on the event loop; a refusal is thrown and mapped outside. */
@GrpcService
class AssignmentRpc extends AssignmentServiceGrpc.AssignmentServiceImplBase {
  private final Assigner assigner;
  private final Timer took;

  @Inject
  AssignmentRpc(Assigner assigner, AssignmentTimes times) {
    this.assigner = assigner;
    this.took = times.of(AssignmentTimes.Face.GRPC);
  }

  @Override
  public void assign(AssignRequest request, StreamObserver<AssignResponse> observer) {
    var begin = System.nanoTime();
    var response = assigner.assign(request);
    took.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    observer.onNext(response);
    observer.onCompleted();
  }

  @Override
  public void assignAll(AssignAllRequest request, StreamObserver<AssignAllResponse> observer) {
    observer.onNext(assigner.assignAll(request));
    observer.onCompleted();
  }
}
