package plumbline.analysis.dashboard.flags;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;

/** Flags, one flag, and the forms that make and change them. */
@Path("/flags")
@Produces(Pages.HTML)
public class FlagPages {
  private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED;

  private final FlagDesk desk;

  @Inject
  FlagPages(FlagDesk desk) {
    this.desk = desk;
  }

  @GET
  @Blocking
  public Response list(@BeanParam FlagFilter filter) {
    return Pages.show(Templates.list(desk.list(filter)));
  }

  @GET
  @Path("/new")
  @Blocking
  public Response blank() {
    return Pages.show(form(Sent.fresh(Map.of()), Problem.NONE));
  }

  @POST
  @Consumes(FORM)
  @Blocking
  public Response create(MultivaluedMap<String, String> sent) {
    var typed = Sent.of(sent);
    return Pages.act(
        () -> desk.create(typed), "/flags/" + typed.get("key"), problem -> form(typed, problem));
  }

  @GET
  @Path("/{key}")
  @Blocking
  public Response one(@PathParam("key") String key) {
    return Pages.show(page(key, NewShare.NONE, Problem.NONE));
  }

  @POST
  @Path("/{key}/rollout")
  @Consumes(FORM)
  @Blocking
  public Response share(@PathParam("key") String key, MultivaluedMap<String, String> sent) {
    var typed = NewShare.of(Sent.of(sent));
    return Pages.act(
        () -> desk.share(key, typed), "/flags/" + key, problem -> page(key, typed, problem));
  }

  @POST
  @Path("/{key}/archive")
  @Consumes(FORM)
  @Blocking
  public Response archive(@PathParam("key") String key, MultivaluedMap<String, String> sent) {
    var typed = NewShare.of(Sent.of(sent));
    return Pages.act(
        () -> desk.archive(key, typed.reason()),
        "/flags/" + key,
        problem -> page(key, typed, problem));
  }

  @POST
  @Path("/{key}/restore")
  @Consumes(FORM)
  @Blocking
  public Response restore(@PathParam("key") String key, MultivaluedMap<String, String> sent) {
    var typed = NewShare.of(Sent.of(sent));
    return Pages.act(
        () -> desk.restore(key, typed.reason()),
        "/flags/" + key,
        problem -> page(key, typed, problem));
  }

  private TemplateInstance page(String key, NewShare typed, Problem problem) {
    return Templates.one(desk.view(key, typed, problem));
  }

  private static TemplateInstance form(Sent typed, Problem problem) {
    var shown = typed.refused(problem, FlagPages::name);
    var entries = FlagForm.entries(shown);
    return Templates.form(entries, shown.problem(entries));
  }

  private static String name(String path) {
    return path.replaceFirst("^" + FlagForm.PREFIX, "").replaceFirst("^tags.*", "tags");
  }

  @CheckedTemplate(basePath = "dashboard/flags")
  static class Templates {
    static native TemplateInstance list(FlagListView view);

    static native TemplateInstance one(FlagView view);

    static native TemplateInstance form(List<Field> entries, Problem problem);
  }
}
