package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.refused;

import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.grpc.Status;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ListExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class IdentityTest {
  private static final ListExperimentsRequest LIST = ListExperimentsRequest.getDefaultInstance();

  @Test
  void withoutACredentialNothingIsAnswered() {
    var nobody = ExperimentServiceGrpc.newBlockingStub(Calls.channel());
    refused(Status.Code.UNAUTHENTICATED, () -> nobody.listExperiments(LIST));
    refused(Status.Code.UNAUTHENTICATED, () -> experiments("no.token.this").listExperiments(LIST));
    given().get("/v1/experiments").then().statusCode(401).header("WWW-Authenticate", "Bearer");
    given().header("authorization", "Bearer x").get("/v1/experiments").then().statusCode(401);
  }

  @Test
  void aRoleThatMayNotIsDenied() {
    var client = experiments(Tokens.client());
    refused(Status.Code.PERMISSION_DENIED, () -> client.listExperiments(LIST));
    var creation = Flow.creation(Definitions.newKey("no"), Definitions.valid().build());
    refused(
        Status.Code.PERMISSION_DENIED, () -> experiments(Tokens.rita()).createExperiment(creation));
    var history = Flow.history(Definitions.newKey("no"), Definitions.valid().build());
    refused(
        Status.Code.PERMISSION_DENIED, () -> experiments(Tokens.ann()).importExperiment(history));
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> assignments(Tokens.rita()).assign(AssignRequest.getDefaultInstance()));
    given()
        .urlEncodingEnabled(false)
        .header("authorization", "Bearer " + Tokens.ann())
        .body("{}")
        .post("/v1/experiments:import")
        .then()
        .statusCode(403);
  }

  @Test
  void aTokenThatHasExpiredStopsWorkingAtOnce() {
    var brief = Tokens.of("brief", Duration.ofSeconds(3), "experimenter");
    assertThat(experiments(brief).listExperiments(LIST)).isNotNull();
    await()
        .atMost(20, SECONDS)
        .untilAsserted(() ->
            refused(Status.Code.UNAUTHENTICATED, () -> experiments(brief).listExperiments(LIST)));
  }

  @Test
  void eachOfManyCallersAtOnceIsTakenForItself() throws Exception {
    try (var pool = Executors.newFixedThreadPool(8)) {
      var calls =
          IntStream.range(0, 48)
              .mapToObj(i ->
                  pool.submit(() -> {
                    var name = "caller-" + i % 12;
                    var token = Tokens.of(name, Duration.ofHours(1), "experimenter");
                    var made =
                        experiments(token)
                            .createExperiment(
                                Flow.creation(
                                    Definitions.newKey("who"), Definitions.valid().build()));
                    return made.getExperiment().getAuthor().equals(name);
                  }))
              .toList();
      for (var call : calls) {
        assertThat(call.get()).isTrue();
      }
    }
  }

  @Test
  void healthIsOpenToEverybody() {
    var request = HealthCheckRequest.getDefaultInstance();
    assertThat(HealthGrpc.newBlockingStub(Calls.channel()).check(request).getStatus())
        .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200);
  }

  @Test
  void reflectionNamesTheServices() {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        ServerReflectionGrpc.newStub(Calls.channel())
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    answer.completeExceptionally(thrown);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());
    assertThat(answer.join().getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains(
            "plumbline.assignment.v1.AssignmentService",
            "plumbline.assignment.v1.ExperimentService");
    requests.onCompleted();
  }
}
