package plumbline.analysis.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.Cache;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;

/** The dashboard's page of one experiment; what goes wrong on it is a page too. */
@Path("/experiments/{key}")
public class ExperimentPage {
  private static final Logger LOG = Logger.getLogger(ExperimentPage.class);
  private static final String HTML = "text/html; charset=utf-8";

  private final ResultsReader reader;

  @Inject
  ExperimentPage(ResultsReader reader) {
    this.reader = reader;
  }

  @GET
  @Produces(HTML)
  @Cache(noStore = true)
  public Uni<TemplateInstance> page(@PathParam("key") String key) {
    return reader.read(new ExperimentKey(key)).map(ExperimentViews::of).map(Templates::experiment);
  }

  @ServerExceptionMapper
  public Response failed(Throwable thrown) {
    return thrown instanceof Failure failure ? refused(failure) : broken(thrown);
  }

  private static Response refused(Failure failure) {
    var status = FailureMap.http(failure);
    var title =
        switch (failure) {
          case Failure.NotFound _, Failure.Invalid _ -> "There is no such experiment";
          case Failure.Unavailable _, Failure.Exhausted _ ->
              "Results are not available at the moment";
          case Failure.Refused _,
              Failure.AlreadyExists _,
              Failure.Stale _,
              Failure.Unauthenticated _,
              Failure.PermissionDenied _ ->
              "Results cannot be shown";
        };
    return page(status, title, String.valueOf(failure.getMessage()));
  }

  private static Response broken(Throwable thrown) {
    var incident = UUID.randomUUID();
    LOG.errorf(thrown, "incident %s", incident);
    return page(
        500,
        "Something is wrong on our side",
        "It has been written down as incident " + incident + ".");
  }

  private static Response page(int status, String title, String message) {
    var response =
        Response.status(status)
            .type(HTML)
            .header("Cache-Control", "no-store")
            .entity(Templates.failure(title, message).render());
    return status == 503
        ? response.header("Retry-After", FailureMap.RETRY_SECONDS).build()
        : response.build();
  }

  @CheckedTemplate(basePath = "dashboard")
  static class Templates {
    static native TemplateInstance experiment(ExperimentView view);

    static native TemplateInstance failure(String title, String message);
  }
}
