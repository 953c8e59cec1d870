package plumbline.tracking.erasure;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.EraseUnitRequest;
import plumbline.proto.tracking.v1.EraseUnitResponse;
import plumbline.proto.tracking.v1.ErasureService;

/** {@code plumbline.tracking.v1.ErasureService}. */
@GrpcService
class ErasureGrpcService implements ErasureService {
  private final UnitEraser eraser;

  @Inject
  ErasureGrpcService(UnitEraser eraser) {
    this.eraser = eraser;
  }

  @Override
  public Uni<EraseUnitResponse> eraseUnit(EraseUnitRequest request) {
    return eraser.erase(EraseQuery.parse(request), Principal.ofRpc()).map(Erasure::render);
  }
}
