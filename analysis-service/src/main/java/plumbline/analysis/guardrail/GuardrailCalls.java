package plumbline.analysis.guardrail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;

/** Guardrails by REST: the same reply as over gRPC. */
@ApplicationScoped
class GuardrailCalls implements Calls {
  private final GuardrailReader reader;

  @Inject
  GuardrailCalls(GuardrailReader reader) {
    this.reader = reader;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.get(
            "/v1/experiments/{experiment}/guardrails",
            GetGuardrailsRequest.getDefaultInstance(),
            (request, _) -> reader.get(request)));
  }
}
