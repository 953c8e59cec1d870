package plumbline.analysis.dashboard.experiments;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Live;
import plumbline.analysis.page.Pages;

/** All experiments, from draft to decision. */
@Path("/")
@Produces(Pages.HTML)
public class ListPage {
  private static final String LIVE = "/experiments-live";
  private static final int SECONDS = 10;

  private final FoundExperiments found;

  @Inject
  ListPage(FoundExperiments found) {
    this.found = found;
  }

  @GET
  public Response home() {
    return Pages.see("/experiments");
  }

  @GET
  @Path("experiments")
  @Blocking
  public Response list(
      @QueryParam("text") @Nullable String text,
      @QueryParam("state") @Nullable String state,
      @QueryParam("owner") @Nullable String owner,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("page") @Nullable String page) {
    var filter = ListFilter.of(text, state, owner, tag, page);
    return Pages.show(Templates.list(filter, table(filter)));
  }

  @GET
  @Path("experiments-live")
  @Blocking
  public Response live(
      @QueryParam("text") @Nullable String text,
      @QueryParam("state") @Nullable String state,
      @QueryParam("owner") @Nullable String owner,
      @QueryParam("tag") @Nullable String tag,
      @QueryParam("page") @Nullable String page,
      @QueryParam("seen") @DefaultValue("") String seen) {
    return Pages.live(table(ListFilter.of(text, state, owner, tag, page)), seen);
  }

  private Live table(ListFilter filter) {
    return Live.of(LIVE, SECONDS, Templates.table(found.page(filter)));
  }

  @CheckedTemplate(basePath = "experiments")
  static class Templates {
    static native TemplateInstance list(ListFilter filter, Live live);

    static native TemplateInstance table(ListView view);
  }
}
