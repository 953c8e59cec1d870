package plumbline.tracking.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.tracking.v1.EraseUnitRequest;

/** {@link ErasureGrpcService} as REST. */
@ApplicationScoped
class ErasureCalls implements Calls {
  private final UnitEraser eraser;

  @Inject
  ErasureCalls(UnitEraser eraser) {
    this.eraser = eraser;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
            "/v1/units:erase",
            EraseUnitRequest.getDefaultInstance(),
            (request, principal) ->
                eraser.erase(EraseQuery.parse(request), principal).map(Erasure::render)));
  }
}
