package plumbline.assignment.code;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ApplyDefinitionResponse;
import plumbline.proto.assignment.v1.DefinitionService;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.ExportDefinitionResponse;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.PlanDefinitionResponse;

/** The contract's DefinitionService. */
@GrpcService
class DefinitionRpc implements DefinitionService {
  private final DefinitionHandlers handlers;

  @Inject
  DefinitionRpc(DefinitionHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<PlanDefinitionResponse> planDefinition(PlanDefinitionRequest request) {
    return handlers.plan(request, Principal.ofRpc());
  }

  @Override
  public Uni<ApplyDefinitionResponse> applyDefinition(ApplyDefinitionRequest request) {
    return handlers.apply(request, Principal.ofRpc());
  }

  @Override
  public Uni<ExportDefinitionResponse> exportDefinition(ExportDefinitionRequest request) {
    return handlers.export(request);
  }
}
