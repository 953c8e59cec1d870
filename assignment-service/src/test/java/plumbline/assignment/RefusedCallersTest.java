package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.IssuedKeys.assign;
import static plumbline.assignment.IssuedKeys.list;
import static plumbline.assignment.IssuedKeys.make;
import static plumbline.assignment.IssuedKeys.request;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Whoever is not let in is counted by reason, whichever way it came. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RefusedCallersTest {
  private static final int MOST_CALLS = 1_000;

  @Test
  void withoutAValidCredential() {
    var before = count("unauthenticated");
    refused(Status.Code.UNAUTHENTICATED, () -> assign("nobody's"));
    given().header("authorization", "Bearer nobody's").get("/v1/audit").then().statusCode(401);
    assertThat(count("unauthenticated")).isEqualTo(before + 2);
  }

  @Test
  void withoutARoleForIt() {
    var secret = make("refused").getSecret();
    var before = count("permission_denied");
    refused(Status.Code.PERMISSION_DENIED, () -> list(secret, "", 1));
    given().header("authorization", "Bearer " + secret).get("/v1/audit").then().statusCode(403);
    assertThat(count("permission_denied")).isEqualTo(before + 2);
  }

  @Test
  void whoCallsTooOften() {
    var request = request(Definitions.newKey("often")).toBuilder().setCallsPerSecond(1).build();
    var secret = Calls.sdkKeys(Tokens.admin()).createSdkKey(request).getSecret();
    var before = count("rate");
    // Two of them within a second, however slow the machine is.
    for (var i = 0; i < MOST_CALLS && !isRefused(secret); i++) {
      assertThat(count("rate")).isEqualTo(before);
    }
    assertThat(count("rate")).isEqualTo(before + 1);
  }

  private static boolean isRefused(String secret) {
    try {
      assign(secret);
      return false;
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      return true;
    }
  }

  private static double count(String reason) {
    return Shown.value("plumbline_callers_refused_total{reason=\"" + reason + "\"}");
  }
}
