package plumbline.analysis.dashboard.decisions;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Pages;

/** Takes down ideas that will not be tested. */
@Path("/ideas")
@Produces(Pages.HTML)
public class IdeaForm {
  private final DecisionDesk desk;

  @Inject
  IdeaForm(DecisionDesk desk) {
    this.desk = desk;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Blocking
  public Response record(MultivaluedMap<String, String> sent) {
    var typed = Sent.of(sent);
    return Pages.act(
        () -> desk.record(typed),
        "/decisions",
        problem -> DecisionPages.Templates.list(desk.view(DecisionFilter.ALL, typed, problem)));
  }
}
