package plumbline.analysis.dashboard.planner;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Range;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;
import plumbline.analysis.planning.PlanningHandlers;
import plumbline.kit.failure.Failure;

/**
 * How large an experiment has to be: tried out by everybody who may read, as often as they like.
 */
@Path("/planner")
@Produces(Pages.HTML)
public class PlannerPage {
  private final PlanningHandlers planning;

  @Inject
  PlannerPage(PlanningHandlers planning) {
    this.planning = planning;
  }

  @GET
  @Blocking
  public Response page(@Context UriInfo uri) {
    var form = PlannerForm.of(Typed.values(uri.getQueryParameters()));
    return Pages.show(Templates.planner(view(form, List.of(), List.of())));
  }

  /** What the form says now; a slider's value counts when it was the slider that moved. */
  @GET
  @Path("plan")
  @Blocking
  public Response plan(@Context UriInfo uri, @HeaderParam("HX-Trigger-Name") @Nullable String by) {
    var sent = Typed.values(uri.getQueryParameters());
    var form = PlannerForm.of(sent);
    if (by == null || !by.endsWith(Range.SUFFIX)) {
      var left =
          form.ranges().stream().filter(it -> !it.value().equals(sent.get(it.name()))).toList();
      return answer(view(form, List.of(), left));
    }
    var moved = form.moved(by, sent.getOrDefault(by, ""));
    var fields =
        moved.ranges().stream().filter(it -> it.name().equals(by)).map(Range::field).toList();
    return answer(view(moved, fields, List.of()));
  }

  /** The address bar follows, so that the plan can be linked to. */
  private static Response answer(PlannerView view) {
    var shown = Pages.show(Templates.plan(view));
    return Response.fromResponse(shown)
        .header(
            "HX-Replace-Url", "/planner?" + StartLink.query(new TreeMap<>(view.form().values())))
        .build();
  }

  private PlannerView view(PlannerForm form, List<Field> fields, List<Range> ranges) {
    var query = PlannerQuery.of(form.values());
    if (!query.unread().isEmpty()) {
      return refused(form, new Problem("", query.unread()), fields, ranges);
    }
    try {
      var plan = Pages.await(planning.plan(query.request()));
      var shown = PlanViews.whole(query.request(), plan);
      return new PlannerView(form, shown, StartLink.of(query.request(), plan), fields, ranges);
    } catch (Failure refused) {
      return refused(form, PlannerQuery.placed(Problem.of(refused)), fields, ranges);
    }
  }

  private static PlannerView refused(
      PlannerForm form, Problem problem, List<Field> fields, List<Range> ranges) {
    var missing = problem.named(PlannerForm::label).sentences();
    return new PlannerView(
        form.with(problem.byField()), PlanView.missing(missing), "", fields, ranges);
  }

  @CheckedTemplate(basePath = "planner")
  static class Templates {
    static native TemplateInstance planner(PlannerView view);

    static native TemplateInstance plan(PlannerView view);
  }
}
