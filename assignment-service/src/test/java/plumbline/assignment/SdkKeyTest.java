package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.sdkKeys;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.IssuedKeys.assign;
import static plumbline.assignment.IssuedKeys.list;
import static plumbline.assignment.IssuedKeys.make;
import static plumbline.assignment.IssuedKeys.request;
import static plumbline.assignment.IssuedKeys.revocation;
import static plumbline.assignment.IssuedKeys.revoke;
import static plumbline.assignment.IssuedKeys.rotate;
import static plumbline.assignment.IssuedKeys.rotation;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.SdkKey;

/** Keys as administrators see them. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SdkKeyTest {

  @Test
  void onlyAnAdministratorHasToDoWithKeys() {
    var id = make("admins").getKey().getId();
    for (var token :
        new String[] {Tokens.ann(), Tokens.rita(), Tokens.client(), Tokens.service()}) {
      refused(Status.Code.PERMISSION_DENIED, () -> sdkKeys(token).createSdkKey(request("x")));
      refused(Status.Code.PERMISSION_DENIED, () -> list(token, "", 1));
      refused(Status.Code.PERMISSION_DENIED, () -> sdkKeys(token).rotateSdkKey(rotation(id, 0)));
      refused(Status.Code.PERMISSION_DENIED, () -> sdkKeys(token).revokeSdkKey(revocation(id)));
    }
  }

  @Test
  void whatIsTakenOrNotThereIsSaid() {
    var id = make("taken").getKey().getId();
    refused(Status.Code.ALREADY_EXISTS, () -> sdkKeys(Tokens.admin()).createSdkKey(request(id)));
    var none = Definitions.newKey("none");
    refused(Status.Code.NOT_FOUND, () -> rotate(none, 0));
    refused(Status.Code.NOT_FOUND, () -> revoke(none));
  }

  @Test
  void whatIsWrongIsNamed() {
    var bad =
        CreateSdkKeyRequest.newBuilder()
            .setId("Not An Id")
            .setCallsPerSecond(1_000_001)
            .setExpireTime(Timestamps.fromMillis(Instant.now().toEpochMilli() - 1))
            .build();
    assertThat(invalidFields(() -> sdkKeys(Tokens.admin()).createSdkKey(bad)))
        .containsExactlyInAnyOrder("id", "description", "calls_per_second", "expire_time");
    for (var seconds : new long[] {-1, 30 * 86_400 + 1, Long.MAX_VALUE}) {
      assertThat(invalidFields(() -> rotate("any", seconds))).containsExactly("grace");
    }
    var reason = revocation("?").toBuilder().setReason("x".repeat(1_001)).build();
    assertThat(invalidFields(() -> sdkKeys(Tokens.admin()).revokeSdkKey(reason)))
        .containsExactlyInAnyOrder("id", "reason");
    assertThat(invalidFields(() -> list(Tokens.admin(), "?", 501)))
        .containsExactlyInAnyOrder("page_size", "page_token");
  }

  @Test
  void everyStepIsInTheAuditLogAndNoSecretIs() {
    var made = make("logged");
    var id = made.getKey().getId();
    var rotated = rotate(id, 60);
    revoke(id);
    assertThat(Audit.of(id))
        .containsExactly("revoke by adam: it leaked", "rotate by adam: ", "create by adam: ");
    var entries =
        Calls.governance(Tokens.ann())
            .listAuditEntries(
                ListAuditEntriesRequest.newBuilder()
                    .addSubjects(AuditSubject.AUDIT_SUBJECT_SDK_KEY)
                    .setKey(id)
                    .setIncludeContent(true)
                    .build());
    assertThat(entries.getEntriesCount()).isEqualTo(3);
    assertThat(entries.toString().toLowerCase(java.util.Locale.ROOT))
        .contains("revoketime")
        .doesNotContain("digest", "plk_");
    assertThat(entries.toString()).doesNotContain(made.getSecret(), rotated.getSecret());
  }

  @Test
  void theListIsPagedByIdAndShowsNoSecret() {
    var prefix = Definitions.newKey("page");
    var made = new ArrayList<SdkKey>();
    for (var i = 0; i < 3; i++) {
      made.add(sdkKeys(Tokens.admin()).createSdkKey(request(prefix + "-" + i)).getKey());
    }
    var page = list(Tokens.admin(), prefix, 2);
    assertThat(page.getKeysList()).isEqualTo(made.subList(0, 2));
    assertThat(list(Tokens.admin(), page.getNextPageToken(), 1).getKeysList())
        .containsExactly(made.get(2));
    asAdmin().get("/v1/sdk-keys?pageSize=500").then().statusCode(200);
    assertThat(asAdmin().get("/v1/sdk-keys?pageSize=500").asString())
        .doesNotContain("secret", "digest", "plk_");
  }

  @Test
  void byRestTheyDoTheSame() {
    var id = Definitions.newKey("rest");
    var body = "{\"id\": \"%s\", \"description\": \"the shop\"}".formatted(id);
    var secret =
        asAdmin()
            .body(body)
            .post("/v1/sdk-keys")
            .then()
            .statusCode(200)
            .extract()
            .<String>path("secret");
    assign(secret);
    var rotated = asAdmin().body("{\"grace\": \"0s\"}").post("/v1/sdk-keys/" + id + "/rotate");
    assertThat(rotated.statusCode()).isEqualTo(200);
    refused(Status.Code.UNAUTHENTICATED, () -> assign(secret));
    assign(rotated.path("secret"));
    asAdmin().post("/v1/sdk-keys/" + id + "/revoke").then().statusCode(200);
    refused(Status.Code.UNAUTHENTICATED, () -> assign(rotated.path("secret")));
  }

  private static RequestSpecification asAdmin() {
    return given()
        .header("authorization", "Bearer " + Tokens.admin())
        .contentType("application/json");
  }
}
