package plumbline.assignment.evaluation;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Inject;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignAllResponse;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;

/** The contract's AssignmentService, on the event loop; a refusal is thrown and mapped outside. */
@GrpcService
class AssignmentRpc extends AssignmentServiceGrpc.AssignmentServiceImplBase {
  private final Assigner assigner;

  @Inject
  AssignmentRpc(Assigner assigner) {
    this.assigner = assigner;
  }

  @Override
  public void assign(AssignRequest request, StreamObserver<AssignResponse> observer) {
    observer.onNext(assigner.assign(request));
    observer.onCompleted();
  }

  @Override
  public void assignAll(AssignAllRequest request, StreamObserver<AssignAllResponse> observer) {
    observer.onNext(assigner.assignAll(request));
    observer.onCompleted();
  }
}
