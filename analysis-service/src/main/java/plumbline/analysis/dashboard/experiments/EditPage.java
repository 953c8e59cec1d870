package plumbline.analysis.dashboard.experiments;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** Changes a draft, or what was sent back. */
@Path("/experiments/{key}")
@Produces(Pages.HTML)
public class EditPage {
  private final Asking asking;
  private final Forms forms;

  @Inject
  EditPage(Asking asking, Forms forms) {
    this.asking = asking;
    this.forms = forms;
  }

  @GET
  @Path("edit")
  @Blocking
  public Response form(@PathParam("key") String key) {
    var found = find(key);
    return Pages.show(
        FormTemplates.form(
            forms.view(
                key,
                ExperimentForm.of(found.getExperiment()),
                found.getExperiment().getDefinition(),
                Problem.NONE,
                found.getReading())));
  }

  /** What the form does not show stays as it is stored. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Blocking
  public Response update(@PathParam("key") String key, MultivaluedMap<String, String> sent) {
    var found = find(key);
    var stored = found.getExperiment().getDefinition();
    var form = new ExperimentForm(Typed.values(sent)).with("key", key);
    var read = ReadForm.of(form, stored);
    return Pages.act(
        () -> update(key, form, read),
        "/experiments/" + key,
        problem ->
            FormTemplates.form(
                forms.view(key, form, stored, read.places().placed(problem), found.getReading())));
  }

  private GetExperimentResponse find(String key) {
    var request = GetExperimentRequest.newBuilder().setKey(key).build();
    return asking.assignment().experiments(stub -> stub.getExperiment(request));
  }

  private void update(String key, ExperimentForm form, ReadForm read) {
    if (!read.unread().isEmpty()) {
      throw new Failure.Invalid(read.unread());
    }
    var request =
        UpdateExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(version(form.value("version")))
            .setDefinition(read.definition())
            .build();
    asking.assignment().experiments(stub -> stub.updateExperiment(request));
  }

  /** 0, which is refused, where the form does not say it. */
  private static long version(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }
}
