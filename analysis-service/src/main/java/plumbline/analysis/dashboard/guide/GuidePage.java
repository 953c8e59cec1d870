package plumbline.analysis.dashboard.guide;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.page.Pages;

/** What one has to know of experiments. */
@Path("/guide")
@Produces(Pages.HTML)
public class GuidePage {
  private final GuideFigures figures;

  @Inject
  GuidePage(GuideFigures figures) {
    this.figures = figures;
  }

  @GET
  @Blocking
  public Response guide() {
    return Pages.show(Templates.guide(figures.get()));
  }

  @CheckedTemplate(basePath = "dashboard/guide")
  static class Templates {
    static native TemplateInstance guide(GuideView view);
  }
}
