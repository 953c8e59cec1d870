package plumbline.assignment.code;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;

/** The DefinitionService by REST: as JSON, or as the file itself. */
@ApplicationScoped
class DefinitionCalls implements Calls {
  private static final String YAML = "application/yaml";

  private final DefinitionHandlers handlers;

  @Inject
  DefinitionCalls(DefinitionHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
                "/v1/definitions:plan", PlanDefinitionRequest.getDefaultInstance(), handlers::plan)
            .takes(YAML, "yaml"),
        Call.post(
                "/v1/definitions:apply",
                ApplyDefinitionRequest.getDefaultInstance(),
                handlers::apply)
            .takes(YAML, "yaml"),
        Call.get(
                "/v1/experiments/{key}/definition",
                ExportDefinitionRequest.getDefaultInstance(),
                (request, _) -> handlers.export(request))
            .offers(YAML, "yaml"));
  }
}
