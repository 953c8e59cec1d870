package plumbline.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.rest.Call;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

class RefusalsTest {
  private static final List<Failure> FAILURES =
      List.of(
          new Failure.NotFound("experiment", "x"),
          new Failure.Invalid("field", "must be"),
          new Failure.AlreadyExists("taken"),
          new Failure.Refused("forbidden"),
          new Failure.Stale("changed"),
          new Failure.Unavailable("not now"),
          new Failure.Exhausted("too much"),
          new Failure.Late("slow"),
          new Failure.Unauthenticated("who"),
          new Failure.PermissionDenied("no"));

  @Test
  void everyFailureIsADocumentedAnswer() {
    assertThat(FAILURES)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Failure.class.getPermittedSubclasses());
    var call =
        Call.post(
            "/v1/experiments/{key}/submit",
            SubmitExperimentRequest.getDefaultInstance(),
            (_, _) -> {
              throw new AssertionError();
            });
    var responses = new JsonObject();
    Refusals.addTo(responses, call);
    assertThat(FAILURES)
        .allSatisfy(failure ->
            assertThat(responses.keySet()).contains(String.valueOf(FailureMap.http(failure))));
  }
}
