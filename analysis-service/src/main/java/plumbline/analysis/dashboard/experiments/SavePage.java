package plumbline.analysis.dashboard.experiments;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.PlanReading;

/** Makes a draft of what the form says. */
@Path("/experiments")
@Produces(Pages.HTML)
public class SavePage {
  private final Asking asking;
  private final Forms forms;

  @Inject
  SavePage(Asking asking, Forms forms) {
    this.asking = asking;
    this.forms = forms;
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Blocking
  public Response create(MultivaluedMap<String, String> sent) {
    var form = new ExperimentForm(Typed.values(sent));
    var none = ExperimentDefinition.getDefaultInstance();
    var read = ReadForm.of(form, none);
    var key = form.value("key").strip();
    return Pages.act(
        () -> create(key, read),
        "/experiments/" + key,
        problem ->
            FormTemplates.form(
                forms.view(
                    "",
                    form,
                    none,
                    read.places().placed(problem),
                    PlanReading.getDefaultInstance())));
  }

  private void create(String key, ReadForm read) {
    if (!read.unread().isEmpty()) {
      throw new Failure.Invalid(read.unread());
    }
    var request =
        CreateExperimentRequest.newBuilder().setKey(key).setDefinition(read.definition()).build();
    asking.assignment().experiments(stub -> stub.createExperiment(request));
  }
}
