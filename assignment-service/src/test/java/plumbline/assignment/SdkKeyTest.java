package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.sdkKeys;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.CreateSdkKeyRequest;
import plumbline.proto.assignment.v1.CreateSdkKeyResponse;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListSdkKeysRequest;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SdkKeyTest {

  @Test
  void aKeyEvaluatesByEveryWayThatClientsCome() {
    var made = make("ways");
    assertThat(made.getSecret()).matches("plk_" + made.getKey().getId() + "_[A-Za-z0-9_-]{43}");
    assign(made.getSecret());
    var flag = made(valid());
    var ofrep = Ofrep.FLAGS + "/" + flag;
    asking()
        .header("authorization", "Bearer " + made.getSecret())
        .post(ofrep)
        .then()
        .statusCode(200);
    asking().header("X-API-Key", made.getSecret()).post(ofrep).then().statusCode(200);
    var other = made.getSecret().substring(0, made.getSecret().length() - 2) + "..";
    asking().header("X-API-Key", other).post(ofrep).then().statusCode(401);
    refused(Status.Code.UNAUTHENTICATED, () -> assign(other));
  }

  @Test
  void aKeyIsAClientAndNothingElse() {
    var secret = make("narrow").getSecret();
    refused(Status.Code.PERMISSION_DENIED, () -> list(secret, "", 1));
    refused(
        Status.Code.PERMISSION_DENIED,
        () ->
            Calls.experiments(secret)
                .createExperiment(Flow.creation("sdk", Definitions.valid().build())));
  }

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
  void afterARotationBothSecretsAreValidAndThenTheNewOneAlone() {
    var made = make("rotated");
    var id = made.getKey().getId();
    var rotated = rotate(id, 3_600);
    assertThat(rotated.getSecret()).isNotEqualTo(made.getSecret());
    assertThat(rotated.getKey().getVersion()).isEqualTo(2);
    assertThat(rotated.getKey().hasPreviousExpireTime()).isTrue();
    assign(made.getSecret());
    assign(rotated.getSecret());
    var again = rotate(id, 1);
    refused(Status.Code.UNAUTHENTICATED, () -> assign(made.getSecret()));
    assign(rotated.getSecret());
    await()
        .atMost(java.time.Duration.ofSeconds(30))
        .untilAsserted(
            () -> refused(Status.Code.UNAUTHENTICATED, () -> assign(rotated.getSecret())));
    assign(again.getSecret());
    var last = rotate(id, 0);
    assertThat(last.getKey().hasPreviousExpireTime()).isFalse();
    refused(Status.Code.UNAUTHENTICATED, () -> assign(again.getSecret()));
    assign(last.getSecret());
  }

  @Test
  void withoutAnotherWordTheSecretBeforeStaysADay() {
    var id = make("day").getKey().getId();
    var request = RotateSdkKeyRequest.newBuilder().setId(id).build();
    var key = sdkKeys(Tokens.admin()).rotateSdkKey(request).getKey();
    assertThat(Timestamps.between(key.getRotateTime(), key.getPreviousExpireTime()))
        .isEqualTo(Durations.fromDays(1));
  }

  @Test
  void aRevokedKeyIsRefusedAtOnceAndForEver() {
    var made = make("revoked");
    var id = made.getKey().getId();
    var rotated = rotate(id, 3_600);
    var revoked = revoke(id);
    assertThat(revoked.hasRevokeTime()).isTrue();
    var refusal = refused(Status.Code.UNAUTHENTICATED, () -> assign(rotated.getSecret()));
    assertThat(refusal.getStatus().getDescription()).contains(id, "revoked");
    refused(Status.Code.UNAUTHENTICATED, () -> assign(made.getSecret()));
    assertThat(revoke(id)).as("again").isEqualTo(revoked);
    refused(Status.Code.FAILED_PRECONDITION, () -> rotate(id, 0));
    refused(Status.Code.ALREADY_EXISTS, () -> sdkKeys(Tokens.admin()).createSdkKey(request(id)));
    assertThatThrownBy(
            () -> Sql.execute("UPDATE sdk_keys SET revoke_time = NULL WHERE id = '" + id + "'"))
        .hasMessageContaining("never changes");
    assertThatThrownBy(() -> Sql.execute("DELETE FROM sdk_keys WHERE id = '" + id + "'"))
        .hasMessageContaining("only ever added to");
  }

  @Test
  void anExpiredKeyIsRefused() {
    var expires = Timestamps.fromMillis(Instant.now().toEpochMilli() + 2_000);
    var request = request(Definitions.newKey("ends")).toBuilder().setExpireTime(expires).build();
    var made = sdkKeys(Tokens.admin()).createSdkKey(request);
    assertThat(made.getKey().getExpireTime()).isEqualTo(expires);
    await()
        .atMost(java.time.Duration.ofSeconds(30))
        .untilAsserted(() -> refused(Status.Code.UNAUTHENTICATED, () -> assign(made.getSecret())));
    refused(Status.Code.FAILED_PRECONDITION, () -> rotate(made.getKey().getId(), 0));
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

  @Test
  void aKeyThatCallsTooOftenIsToldToWait() throws Exception {
    var request = request(Definitions.newKey("rate")).toBuilder().setCallsPerSecond(1).build();
    var secret = sdkKeys(Tokens.admin()).createSdkKey(request).getSecret();
    var others = make("others").getSecret();
    assign(secret);
    var refusal = refused(Status.Code.RESOURCE_EXHAUSTED, () -> assign(secret));
    var details = StatusProto.fromThrowable(refusal);
    assertThat(details).isNotNull();
    assertThat(details.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(1);
    asking()
        .header("X-API-Key", secret)
        .post(Ofrep.FLAGS)
        .then()
        .statusCode(429)
        .header("Retry-After", "1");
    assign(others);
    await()
        .atMost(java.time.Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assign(secret));
  }

  @Test
  void theyTravelAsChangesWithoutSecrets() {
    var made = make("travels");
    var rotated = rotate(made.getKey().getId(), 60);
    try (var watching =
        Watching.from(WatchExperimentsRequest.newBuilder().setChanges(true).build())) {
      await()
          .atMost(java.time.Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(watching.sdkKeys())
                  .extracting(SdkKeyCredential::getKey)
                  .contains(rotated.getKey()));
      assertThat(watching.sdkKeys().toString()).doesNotContain(made.getSecret());
      var revoked = revoke(made.getKey().getId());
      await()
          .atMost(java.time.Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(watching.sdkKeys())
                  .extracting(SdkKeyCredential::getKey)
                  .contains(revoked));
    }
  }

  private static CreateSdkKeyResponse make(String prefix) {
    return sdkKeys(Tokens.admin()).createSdkKey(request(Definitions.newKey(prefix)));
  }

  private static CreateSdkKeyRequest request(String id) {
    return CreateSdkKeyRequest.newBuilder().setId(id).setDescription("the shop's back end").build();
  }

  private static RotateSdkKeyRequest rotation(String id, long graceSeconds) {
    var grace = Duration.newBuilder().setSeconds(graceSeconds);
    return RotateSdkKeyRequest.newBuilder().setId(id).setGrace(grace).build();
  }

  private static plumbline.proto.assignment.v1.RotateSdkKeyResponse rotate(
      String id, long graceSeconds) {
    return sdkKeys(Tokens.admin()).rotateSdkKey(rotation(id, graceSeconds));
  }

  private static RevokeSdkKeyRequest revocation(String id) {
    return RevokeSdkKeyRequest.newBuilder().setId(id).setReason("it leaked").build();
  }

  private static SdkKey revoke(String id) {
    return sdkKeys(Tokens.admin()).revokeSdkKey(revocation(id)).getKey();
  }

  private static plumbline.proto.assignment.v1.ListSdkKeysResponse list(
      String token, String after, int size) {
    return sdkKeys(token)
        .listSdkKeys(ListSdkKeysRequest.newBuilder().setPageToken(after).setPageSize(size).build());
  }

  /** Let in, whatever is then said of the experiment. */
  private static void assign(String secret) {
    var request = AssignRequest.newBuilder().setExperiment("no-such-experiment").setUnit("u1");
    try {
      assignments(secret).assign(request.build());
    } catch (io.grpc.StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static io.restassured.specification.RequestSpecification asking() {
    return given().contentType("application/json").body("{}");
  }

  private static io.restassured.specification.RequestSpecification asAdmin() {
    return given()
        .header("authorization", "Bearer " + Tokens.admin())
        .contentType("application/json");
  }
}
