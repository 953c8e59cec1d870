package plumbline.analysis.export;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.identity.Principal;

/** {@code GET /v1/experiments/{key}/results.csv}: what {@code GetResults} shows, as rows. */
@Path("/v1/experiments/{key}/results.csv")
public class ResultsExport {
  private final ShownResults results;

  @Inject
  ResultsExport(ShownResults results) {
    this.results = results;
  }

  @GET
  @Produces(CsvFile.TYPE)
  public Uni<Response> file(@PathParam("key") String key, @Context RoutingContext http) {
    var experiment = new ExperimentKey(key).value();
    return results
        .of(experiment, Principal.of(http))
        .map(shown -> CsvFile.named(experiment + "-results", ResultsCsv.of(shown)));
  }
}
