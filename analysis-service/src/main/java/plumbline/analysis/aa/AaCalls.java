package plumbline.analysis.aa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.analysis.v1.GetAaCheckRequest;
import plumbline.proto.analysis.v1.ListAaChecksRequest;
import plumbline.proto.analysis.v1.RunAaCheckRequest;

/** {@link AaGrpc} as REST. */
@ApplicationScoped
class AaCalls implements Calls {
  private final AaChecks checks;

  @Inject
  AaCalls(AaChecks checks) {
    this.checks = checks;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/aa-checks", RunAaCheckRequest.getDefaultInstance(), checks::run),
        Call.get(
            "/v1/aa-checks",
            ListAaChecksRequest.getDefaultInstance(),
            (request, _) -> checks.list(request)),
        Call.get(
            "/v1/aa-checks/{id}",
            GetAaCheckRequest.getDefaultInstance(),
            (request, _) -> checks.get(request)));
  }
}
