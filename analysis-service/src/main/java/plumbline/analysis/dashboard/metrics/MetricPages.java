package plumbline.analysis.dashboard.metrics;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.dashboard.metrics.MetricFields.Group;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;

/** The catalogue, one metric, and the forms that make and change them. */
@Path("/metrics")
@Produces(Pages.HTML)
public class MetricPages {
  private static final String FORM = MediaType.APPLICATION_FORM_URLENCODED;

  private final MetricDesk desk;

  @Inject
  MetricPages(MetricDesk desk) {
    this.desk = desk;
  }

  @GET
  @Blocking
  public Response list(@BeanParam MetricFilter filter) {
    return Pages.show(Templates.list(desk.list(filter)));
  }

  @GET
  @Path("/new")
  @Blocking
  public Response blank() {
    return Pages.show(form(Sent.fresh(Map.of()), Problem.NONE, ""));
  }

  @POST
  @Consumes(FORM)
  @Blocking
  public Response create(MultivaluedMap<String, String> sent) {
    var typed = Sent.of(sent);
    return Pages.act(
        () -> desk.create(typed),
        "/metrics/" + typed.get("key"),
        problem -> form(typed, problem, ""));
  }

  @GET
  @Path("/{key}")
  @Blocking
  public Response one(@PathParam("key") String key, @QueryParam("version") long version) {
    return Pages.show(Templates.one(desk.view(key, version, Problem.NONE)));
  }

  @GET
  @Path("/{key}/edit")
  @Blocking
  public Response edit(@PathParam("key") String key) {
    return Pages.show(form(desk.typed(key), Problem.NONE, key));
  }

  @POST
  @Path("/{key}")
  @Consumes(FORM)
  @Blocking
  public Response update(@PathParam("key") String key, MultivaluedMap<String, String> sent) {
    var typed = Sent.of(sent);
    return Pages.act(
        () -> desk.update(key, typed), "/metrics/" + key, problem -> form(typed, problem, key));
  }

  @POST
  @Path("/{key}/archive")
  @Consumes(FORM)
  @Blocking
  public Response archive(@PathParam("key") String key) {
    return Pages.act(
        () -> desk.archive(key),
        "/metrics/" + key,
        problem -> Templates.one(desk.view(key, 0, problem)));
  }

  /** Of a new metric, or of the next version of one that is there. */
  private static TemplateInstance form(Sent typed, Problem problem, String key) {
    var shown = typed.refused(problem, MetricPages::name);
    var groups = MetricFields.of(shown, key.isEmpty());
    var entries = groups.stream().flatMap(it -> it.entries().stream()).toList();
    return Templates.form(key, typed.get("version"), groups, shown.problem(entries));
  }

  private static String name(String path) {
    return path.startsWith(MetricForm.PREFIX) ? path.substring(MetricForm.PREFIX.length()) : path;
  }

  @CheckedTemplate(basePath = "dashboard/metrics")
  static class Templates {
    static native TemplateInstance list(MetricListView view);

    static native TemplateInstance one(MetricView view);

    static native TemplateInstance form(
        String key, String version, List<Group> groups, Problem problem);
  }
}
