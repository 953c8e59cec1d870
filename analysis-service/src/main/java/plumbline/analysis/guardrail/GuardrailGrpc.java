package plumbline.analysis.guardrail;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.proto.analysis.v1.GetGuardrailsRequest;
import plumbline.proto.analysis.v1.GetGuardrailsResponse;
import plumbline.proto.analysis.v1.GuardrailService;

/** Guardrails over gRPC. */
@GrpcService
public class GuardrailGrpc implements GuardrailService {
  private final GuardrailReader reader;

  @Inject
  GuardrailGrpc(GuardrailReader reader) {
    this.reader = reader;
  }

  @Override
  public Uni<GetGuardrailsResponse> getGuardrails(GetGuardrailsRequest request) {
    return reader.get(request);
  }
}
