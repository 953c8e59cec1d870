package plumbline.analysis.dashboard.experiment;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;

/** What people do to an experiment: each form leads back to the tab where it is seen. */
@Path("/experiments")
@Produces(Pages.HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Blocking
public class ExperimentActions {
  private final Steps steps;
  private final TabPages tabs;

  @Inject
  ExperimentActions(Steps steps, TabPages tabs) {
    this.steps = steps;
    this.tabs = tabs;
  }

  @POST
  @Path("{key}/submit")
  public Response submit(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "submit", form.tab(), form, () -> steps.submit(key, form));
  }

  @POST
  @Path("{key}/start")
  public Response start(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "start", form.tab(), form, () -> steps.start(key, form));
  }

  @POST
  @Path("{key}/ramp")
  public Response ramp(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "ramp", form.tab(), form, () -> steps.ramp(key, form));
  }

  @POST
  @Path("{key}/stop")
  public Response stop(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "stop", form.tab(), form, () -> steps.stop(key, form));
  }

  @POST
  @Path("{key}/halt")
  public Response halt(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "halt", form.tab(), form, () -> steps.halt(key, form));
  }

  @POST
  @Path("{key}/amend")
  public Response amend(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "amend", form.tab(), form, () -> steps.amend(key, form));
  }

  @POST
  @Path("{key}/approval")
  public Response approval(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "approval", Tab.REVIEW, form, () -> steps.review(key, form));
  }

  @POST
  @Path("{key}/comment")
  public Response comment(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "comment", Tab.REVIEW, form, () -> steps.comment(key, form));
  }

  @POST
  @Path("{key}/result-approval")
  public Response resultApproval(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "result-approval", Tab.REVIEW, form, () -> steps.reviewResults(key, form));
  }

  @POST
  @Path("{key}/decide")
  public Response decide(@PathParam("key") String key, @BeanParam ActionForm form) {
    return act(key, "decide", Tab.DECISION, form, () -> steps.decide(key, form));
  }

  /** The only answer that shows what is withheld; it is not kept anywhere. */
  @POST
  @Path("{key}/peek")
  public Response peek(@PathParam("key") String key, @BeanParam ActionForm form) {
    return Pages.answer(
        () -> tabs.peeked(key, steps.peek(key, form)),
        problem -> tabs.page(key, Tab.RESULTS, ScorecardQuery.USUAL, acted("peek", form, problem)));
  }

  private Response act(String key, String action, Tab seenOn, ActionForm form, Runnable step) {
    return Pages.act(
        step,
        seenOn.path(key),
        problem -> tabs.page(key, seenOn, ScorecardQuery.USUAL, acted(action, form, problem)));
  }

  private static Acted acted(String action, ActionForm form, Problem problem) {
    return new Acted(action, form.typed(), problem.named(PlanFacts::field));
  }
}
