package plumbline.analysis.dashboard.experiment;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.page.Pages;
import plumbline.kit.failure.Failure;

/** The page of one experiment, tab by tab. */
@Path("/experiments")
@Produces(Pages.HTML)
@Blocking
public class ExperimentPages {
  private final TabPages tabs;

  @Inject
  ExperimentPages(TabPages tabs) {
    this.tabs = tabs;
  }

  @GET
  @Path("{key}")
  public Response overview(@PathParam("key") String key) {
    return show(key, Tab.OVERVIEW, ScorecardQuery.USUAL);
  }

  @GET
  @Path("{key}/results")
  public Response results(
      @PathParam("key") String key,
      @QueryParam("view") @DefaultValue("") String view,
      @QueryParam("impact") @DefaultValue("") String impact,
      @QueryParam("segment") @DefaultValue("") String segment) {
    return show(key, Tab.RESULTS, ScorecardQuery.parse(view, impact, segment));
  }

  @GET
  @Path("{key}/health")
  public Response health(@PathParam("key") String key) {
    return show(key, Tab.HEALTH, ScorecardQuery.USUAL);
  }

  @GET
  @Path("{key}/guardrails")
  public Response guardrails(@PathParam("key") String key) {
    return show(key, Tab.GUARDRAILS, ScorecardQuery.USUAL);
  }

  @GET
  @Path("{key}/review")
  public Response review(@PathParam("key") String key) {
    return show(key, Tab.REVIEW, ScorecardQuery.USUAL);
  }

  @GET
  @Path("{key}/decision")
  public Response decision(@PathParam("key") String key) {
    return show(key, Tab.DECISION, ScorecardQuery.USUAL);
  }

  /** A part of a tab that changes, or the head. */
  @GET
  @Path("{key}/{tab}/live")
  public Response live(
      @PathParam("key") String key,
      @PathParam("tab") String tab,
      @QueryParam("seen") @DefaultValue("") String seen,
      @QueryParam("view") @DefaultValue("") String view,
      @QueryParam("impact") @DefaultValue("") String impact,
      @QueryParam("segment") @DefaultValue("") String segment) {
    if (tab.equals("head")) {
      return Pages.live(tabs.head(key), seen);
    }
    var open = Tab.find(tab).orElseThrow(() -> new Failure.NotFound("tab", tab));
    return Pages.live(tabs.part(key, open, ScorecardQuery.parse(view, impact, segment)), seen);
  }

  private Response show(String key, Tab tab, ScorecardQuery query) {
    return Pages.show(tabs.page(key, tab, query, Acted.NOTHING));
  }
}
