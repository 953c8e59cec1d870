package plumbline.analysis.export;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.neighbour.AuditTrail;
import plumbline.analysis.neighbour.Definitions;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.verdict.ShownResults;
import plumbline.proto.analysis.v1.ResultsView;

/** {@code GET /v1/experiments/{key}/report.html}: one page with all of an experiment. */
@Path("/v1/experiments/{key}/report.html")
public class ReportExport {
  private static final String HTML = "text/html; charset=utf-8";

  private final Definitions definitions;
  private final ShownResults results;
  private final AuditTrail trail;

  @Inject
  ReportExport(Definitions definitions, ShownResults results, AuditTrail trail) {
    this.definitions = definitions;
    this.results = results;
    this.trail = trail;
  }

  @GET
  @Produces(HTML)
  public Uni<Response> page(@PathParam("key") String key, @Context RoutingContext http) {
    var experiment = new ExperimentKey(key).value();
    return Uni.combine()
        .all()
        .unis(
            definitions.get(experiment),
            results.read(new ExperimentKey(experiment), ResultsView.RESULTS_VIEW_UNSPECIFIED),
            trail.of(experiment))
        .asTuple()
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(it -> Reports.of(it.getItem1(), it.getItem2(), it.getItem3()))
        .map(view -> respond(view, http));
  }

  private static Response respond(ReportView view, RoutingContext http) {
    // In the place of the pages' own, which would forbid the style: of two, both hold.
    http.addHeadersEndHandler(
        _ -> http.response().putHeader("Content-Security-Policy", ReportStyle.POLICY));
    return Response.ok(Templates.report(view, ReportStyle.CSS).render(), HTML)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  @CheckedTemplate(basePath = "export")
  static class Templates {
    static native TemplateInstance report(ReportView view, String style);
  }
}
