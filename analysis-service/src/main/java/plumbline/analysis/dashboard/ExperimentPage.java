package plumbline.analysis.dashboard;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.Cache;
import plumbline.analysis.page.Pages;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.study.ExperimentKey;

/** The dashboard's page of one experiment. */
@Path("/experiments/{key}")
public class ExperimentPage {

  private final ResultsReader reader;

  @Inject
  ExperimentPage(ResultsReader reader) {
    this.reader = reader;
  }

  @GET
  @Produces(Pages.HTML)
  @Cache(noStore = true)
  public Uni<TemplateInstance> page(@PathParam("key") String key) {
    return reader.read(new ExperimentKey(key)).map(ExperimentViews::of).map(Templates::experiment);
  }

  @CheckedTemplate(basePath = "dashboard")
  static class Templates {
    static native TemplateInstance experiment(ExperimentView view);
  }
}
