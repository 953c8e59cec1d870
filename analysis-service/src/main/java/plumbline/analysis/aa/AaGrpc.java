package plumbline.analysis.aa;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.analysis.v1.AaService;
import plumbline.proto.analysis.v1.GetAaCheckRequest;
import plumbline.proto.analysis.v1.GetAaCheckResponse;
import plumbline.proto.analysis.v1.ListAaChecksRequest;
import plumbline.proto.analysis.v1.ListAaChecksResponse;
import plumbline.proto.analysis.v1.RunAaCheckRequest;
import plumbline.proto.analysis.v1.RunAaCheckResponse;

/** {@code plumbline.analysis.v1.AaService}. */
@GrpcService
class AaGrpc implements AaService {
  private final AaChecks checks;

  @Inject
  AaGrpc(AaChecks checks) {
    this.checks = checks;
  }

  @Override
  public Uni<RunAaCheckResponse> runAaCheck(RunAaCheckRequest request) {
    return checks.run(request, Principal.ofRpc());
  }

  @Override
  public Uni<GetAaCheckResponse> getAaCheck(GetAaCheckRequest request) {
    return checks.get(request);
  }

  @Override
  public Uni<ListAaChecksResponse> listAaChecks(ListAaChecksRequest request) {
    return checks.list(request);
  }
}
