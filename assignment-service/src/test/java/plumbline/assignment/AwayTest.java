package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Refusals.refused;

import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import plumbline.localstack.PostgresServer;
import plumbline.localstack.RedisProcess;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentRule;

@QuarkusTest
@TestProfile(ServersAway.Profile.class)
class AwayTest {
  @ConfigProperty(name = "test.postgres.port")
  int postgresPort;

  @Inject
  @ConfigProperty(name = "test.postgres.data")
  Path postgresData;

  @ConfigProperty(name = "test.redis.port")
  int redisPort;

  @Test
  void neitherServerIsNeededToStartAndNeitherToGoOn() {
    ready(503);
    given().get("/q/health/live").then().statusCode(200);
    refused(Status.Code.UNAVAILABLE, () -> assign("any"));
    unavailableWithAdvice();

    String key;
    try (var postgres = PostgresServer.start(postgresData, postgresPort)) {
      postgres.database("assignment");
      await().atMost(60, SECONDS).untilAsserted(() -> ready(200));
      key = Flow.running("away", Definitions.valid().build());
      assertThat(assign(key)).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_VARIANT);
    }
    ready(200);
    assertThat(assign(key)).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_VARIANT);
    unavailableWithAdvice();

    try (var redis = RedisProcess.start(redisPort)) {
      assertThat(redis.url()).isNotEmpty();
      try (var postgres = PostgresServer.start(postgresData, postgresPort)) {
        postgres.database("assignment");
        await().atMost(60, SECONDS).ignoreExceptions().until(() -> Flow.halt(key) != null);
        assertThat(assign(key)).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_HALTED);
      }
    }
    ready(200);
    assertThat(assign(key)).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_HALTED);
  }

  private static void unavailableWithAdvice() {
    var key = Definitions.newKey("away");
    var refusal =
        refused(Status.Code.UNAVAILABLE, () -> Flow.create(key, Definitions.valid().build()));
    var status = StatusProto.fromThrowable(refusal);
    assertThat(status).isNotNull();
    assertThat(status.getDetails(0).is(RetryInfo.class)).isTrue();
  }

  private static void ready(int status) {
    given().get("/q/health/ready").then().statusCode(status);
  }

  private static AssignmentRule assign(String key) {
    return Calls.assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").build())
        .getAssignment()
        .getRule();
  }
}
