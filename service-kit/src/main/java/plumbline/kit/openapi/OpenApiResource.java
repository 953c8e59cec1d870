package plumbline.kit.openapi;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import plumbline.kit.rest.CallTable;

/** {@code GET /v1/openapi.json}: what this service offers by REST. */
@Path("/v1/openapi.json")
public class OpenApiResource {
  private final CallTable table;
  private final String service;
  private volatile @Nullable String document;

  @Inject
  OpenApiResource(
      CallTable table, @ConfigProperty(name = "quarkus.application.name") String service) {
    this.table = table;
    this.service = service;
  }

  /** Written when it is first asked for, on a thread that may take its time. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String document() {
    var written = document;
    if (written == null) {
      written = OpenApi.write(service, table.calls());
      document = written;
    }
    return written;
  }
}
