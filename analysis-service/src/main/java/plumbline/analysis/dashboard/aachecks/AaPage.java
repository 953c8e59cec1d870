package plumbline.analysis.dashboard.aachecks;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Live;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;

/** A/A checks: whether results mislead more often than they say. */
@Path("/aa-checks")
@Produces(Pages.HTML)
public class AaPage {
  private static final int SECONDS = 3;

  /** What the browser has seen of a part that is not asked for again. */
  private static final String STILL = "still";

  private final AaDesk desk;

  @Inject
  AaPage(AaDesk desk) {
    this.desk = desk;
  }

  @GET
  @Blocking
  public Response list(@QueryParam("page") @DefaultValue("") String page) {
    return Pages.show(page(page, Sent.fresh(Map.of()), Problem.NONE));
  }

  /** The newest checks, while one is under way. */
  @GET
  @Path("/live")
  @Blocking
  public Response live(@QueryParam("seen") @DefaultValue("") String seen) {
    return Pages.live(part(""), seen);
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Blocking
  public Response run(MultivaluedMap<String, String> sent) {
    var typed = Sent.of(sent);
    return Pages.act(() -> desk.run(typed), "/aa-checks", problem -> page("", typed, problem));
  }

  private TemplateInstance page(String page, Sent typed, Problem problem) {
    var shown = typed.refused(problem, it -> it);
    var entries = desk.entries(shown);
    return Templates.page(part(page), entries, shown.problem(entries));
  }

  /** Asked for again while a check is under way; as it is after that, and on older pages. */
  private Live part(String page) {
    var view = desk.view(page);
    var content = Templates.checks(view);
    return view.running() && page.isEmpty()
        ? Live.of("/aa-checks/live", SECONDS, content)
        : new Live(STILL, content.render());
  }

  @CheckedTemplate(basePath = "dashboard/aachecks")
  static class Templates {
    static native TemplateInstance page(Live checks, List<Field> entries, Problem problem);

    static native TemplateInstance checks(AaView view);
  }
}
