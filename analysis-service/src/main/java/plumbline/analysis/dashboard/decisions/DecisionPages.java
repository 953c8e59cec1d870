package plumbline.analysis.dashboard.decisions;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;

/** The decision log, and whether it is whole. */
@Path("/decisions")
@Produces(Pages.HTML)
public class DecisionPages {
  private final DecisionDesk desk;

  @Inject
  DecisionPages(DecisionDesk desk) {
    this.desk = desk;
  }

  @GET
  @Blocking
  public Response list(@BeanParam DecisionFilter filter) {
    var idea = Sent.fresh(Map.of("idea_id", UUID.randomUUID().toString()));
    return Pages.show(Templates.list(desk.view(filter, idea, Problem.NONE)));
  }

  @GET
  @Path("/check")
  @Blocking
  public Response check(
      @QueryParam("sequence") @DefaultValue("") String sequence,
      @QueryParam("sha256") @DefaultValue("") String sha256) {
    return Pages.show(Templates.check(desk.check(sequence, sha256)));
  }

  @CheckedTemplate(basePath = "dashboard/decisions")
  static class Templates {
    static native TemplateInstance list(DecisionsView view);

    static native TemplateInstance check(LogCheck view);
  }
}
