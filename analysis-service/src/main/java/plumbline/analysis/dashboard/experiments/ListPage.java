package plumbline.analysis.dashboard.experiments;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Pages;

/** All experiments, from draft to decision. */
@Path("/experiments")
@Produces(Pages.HTML)
public class ListPage {
  private final FoundExperiments found;

  @Inject
  ListPage(FoundExperiments found) {
    this.found = found;
  }

  @GET
  @Blocking
  public Response list(@Context UriInfo uri) {
    var filter = ListFilter.of(Typed.values(uri.getQueryParameters()));
    return Pages.show(ListTemplates.list(filter, ListTemplates.live(found.page(filter))));
  }
}
