package plumbline.analysis.export;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.verdict.ShownResults;
import plumbline.proto.analysis.v1.ResultsView;

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
  public Uni<Response> file(@PathParam("key") String key) {
    var experiment = new ExperimentKey(key);
    return results
        .read(experiment, ResultsView.RESULTS_VIEW_UNSPECIFIED)
        .map(shown -> CsvFile.named(experiment + "-results", ResultsCsv.of(shown)));
  }
}
