package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.sdkKeys;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.IssuedKeys.assign;
import static plumbline.assignment.IssuedKeys.list;
import static plumbline.assignment.IssuedKeys.make;
import static plumbline.assignment.IssuedKeys.request;
import static plumbline.assignment.IssuedKeys.revoke;
import static plumbline.assignment.IssuedKeys.rotate;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

/** What a key is good for, and until when. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SdkKeyUseTest {

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
  void afterARotationBothSecretsAreValidAndThenTheNewOneAlone() {
    var made = make("rotated");
    var id = made.getKey().getId();
    var rotated = rotate(id, 3_600);
    assertThat(rotated.getSecret()).isNotEqualTo(made.getSecret());
    assertThat(rotated.getKey().getVersion()).isEqualTo(2);
    assertThat(rotated.getKey().hasPreviousExpireTime()).isTrue();
    assign(made.getSecret());
    assign(rotated.getSecret());
    var again = rotate(id, 5);
    refused(Status.Code.UNAUTHENTICATED, () -> assign(made.getSecret()));
    assign(rotated.getSecret());
    await()
        .atMost(Duration.ofSeconds(30))
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
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> refused(Status.Code.UNAUTHENTICATED, () -> assign(made.getSecret())));
    refused(Status.Code.FAILED_PRECONDITION, () -> rotate(made.getKey().getId(), 0));
  }

  @Test
  void aKeyThatCallsTooOftenIsToldToWait() throws Exception {
    var request = request(Definitions.newKey("rate")).toBuilder().setCallsPerSecond(1).build();
    var secret = sdkKeys(Tokens.admin()).createSdkKey(request).getSecret();
    var others = make("others").getSecret();
    var refusal = new AtomicReference<StatusRuntimeException>();
    // Two of them within a second, however slow the machine is.
    untilTooOften(() -> refusal.set(refused(Status.Code.RESOURCE_EXHAUSTED, () -> assign(secret))));
    var details = StatusProto.fromThrowable(refusal.get());
    assertThat(details).isNotNull();
    assertThat(details.getDetails(0).unpack(RetryInfo.class).getRetryDelay().getSeconds())
        .isEqualTo(1);
    untilTooOften(() ->
        asking()
            .header("X-API-Key", secret)
            .post(Ofrep.FLAGS)
            .then()
            .statusCode(429)
            .header("Retry-After", "1"));
    assign(others);
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assign(secret));
  }

  private static void untilTooOften(ThrowingRunnable call) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(call);
  }

  @Test
  void theyTravelAsChangesWithoutSecrets() {
    var made = make("travels");
    var rotated = rotate(made.getKey().getId(), 60);
    try (var watching =
        Watching.from(WatchExperimentsRequest.newBuilder().setChanges(true).build())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(watching.sdkKeys())
                  .extracting(SdkKeyCredential::getKey)
                  .contains(rotated.getKey()));
      assertThat(watching.sdkKeys().toString()).doesNotContain(made.getSecret());
      var revoked = revoke(made.getKey().getId());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() ->
              assertThat(watching.sdkKeys())
                  .extracting(SdkKeyCredential::getKey)
                  .contains(revoked));
    }
  }

  private static RequestSpecification asking() {
    return given().contentType("application/json").body("{}");
  }
}
