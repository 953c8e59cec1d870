package plumbline.analysis.dashboard.experiments;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.field.Range;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.PlanReading;

/** The form of a new experiment, and the plan that follows while it is filled in. */
@Path("/experiments/new")
@Produces(Pages.HTML)
public class NewPage {
  private final Forms forms;

  @Inject
  NewPage(Forms forms) {
    this.forms = forms;
  }

  /** With what the address says already, by the names of the fields. */
  @GET
  @Blocking
  public Response form(@Context UriInfo uri) {
    var form = ExperimentForm.fresh(Typed.values(uri.getQueryParameters()));
    return Pages.show(
        FormTemplates.form(
            forms.view(
                "",
                form,
                ExperimentDefinition.getDefaultInstance(),
                Problem.NONE,
                PlanReading.getDefaultInstance())));
  }

  /** What the form says now; a slider's value counts when it was the slider that moved. */
  @POST
  @Path("plan")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Blocking
  public Response plan(
      MultivaluedMap<String, String> sent, @HeaderParam("HX-Trigger-Name") @Nullable String by) {
    var values = Typed.values(sent);
    var slider = by != null && by.endsWith(Range.SUFFIX) && values.containsKey(by);
    if (by == null || !slider) {
      var view = planned(new ExperimentForm(values));
      var left =
          Stream.of(view.range("plan.mde"), view.range("plan.power"))
              .filter(it -> !it.value().equals(values.get(it.name())))
              .toList();
      return Pages.show(FormTemplates.plan(view, List.of(), left));
    }
    var field = by.substring(0, by.length() - Range.SUFFIX.length());
    var view = planned(new ExperimentForm(values).with(field, values.getOrDefault(by, "")));
    return Pages.show(FormTemplates.plan(view, List.of(view.field(field)), List.of()));
  }

  private FormView planned(ExperimentForm form) {
    return forms.planned(form, ExperimentDefinition.getDefaultInstance());
  }
}
