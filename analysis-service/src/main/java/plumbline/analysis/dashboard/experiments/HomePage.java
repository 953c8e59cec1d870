package plumbline.analysis.dashboard.experiments;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Pages;

/** Leads to the list, and keeps it current. */
@Path("/")
@Produces(Pages.HTML)
public class HomePage {
  private final FoundExperiments found;

  @Inject
  HomePage(FoundExperiments found) {
    this.found = found;
  }

  @GET
  public Response home() {
    return Pages.see("/experiments");
  }

  @GET
  @Path("experiments-live")
  @Blocking
  public Response live(@Context UriInfo uri, @QueryParam("seen") @DefaultValue("") String seen) {
    var filter = ListFilter.of(Typed.values(uri.getQueryParameters()));
    return Pages.live(ListTemplates.live(found.page(filter)), seen);
  }
}
