package plumbline.analysis.results;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.Cache;
import plumbline.kit.json.ProtoJson;

/** Results as JSON: the same reply as over gRPC. */
@Path("/v1/experiments/{key}/results")
public class ResultsRoute {
  private final ResultsReader reader;

  @Inject
  ResultsRoute(ResultsReader reader) {
    this.reader = reader;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Cache(noStore = true)
  public Uni<String> results(@PathParam("key") String key) {
    return reader.read(new ExperimentKey(key)).map(ResultsReplies::render).map(ProtoJson::print);
  }
}
