package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.CallTable;

/** REST as a whole: its rows, and what every row does alike. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CallTableTest {
  @Inject CallTable table;

  @Test
  void everyRowIsARouteAndEveryRpcOfThisServiceThatIsNoStreamHasOne() {
    assertThat(AccessTable.routes())
        .containsAll(
            table.calls().stream().map(call -> call.method() + " " + call.path()).toList());
    var services = table.calls().stream().map(call -> call.rpc().getService()).distinct().toList();
    assertThat(services)
        .extracting(service -> service.getName())
        .containsExactlyInAnyOrder(
            "AssignmentService",
            "DefinitionService",
            "ExperimentService",
            "FlagService",
            "GovernanceService",
            "HoldoutService",
            "MetricService",
            "SdkKeyService");
    assertThat(table.calls())
        .extracting(Call::rpc)
        .containsAll(
            services.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(rpc -> !rpc.isServerStreaming())
                .toList());
  }

  @Test
  void aRowIsOpenToTheRolesThatItsRpcIsOpenTo() {
    assertThat(table.calls())
        .allSatisfy(call ->
            assertThat(AccessTable.route(call.method(), call.path().toString()))
                .as(call.rpc().getFullName())
                .isPresent()
                .isEqualTo(AccessTable.rpc(rpc(call))));
  }

  @Test
  void everyRowAnswers() {
    assertThat(table.calls())
        .allSatisfy(call -> {
          var path = call.path().toString().replaceAll("[{]\\w+}", "no-such-key");
          var answer = as(everybody()).body("{}").request(call.method(), path);
          assertThat(answer.statusCode()).as(path).isNotIn(401, 403, 405, 415, 500);
          assertThat(answer.asString()).doesNotContain("no route");
        });
  }

  @Test
  void aQuerySaysWhatTheRequestSays() {
    var key = Definitions.newKey("query");
    Flow.create(key, Definitions.valid().build());
    get("/v1/experiments?pageSize=1&pageToken=%s&states=EXPERIMENT_STATE_HALTED&states=EXPERIMENT_STATE_DRAFT"
            .formatted(key.substring(0, key.length() - 1)))
        .statusCode(200)
        .header("cache-control", "no-store")
        .body("experiments.key", hasItem(key));
  }

  @Test
  void whatIsWrongInAQueryIsNamed() {
    refused(get("/v1/experiments?pageSize=many"), "pageSize");
    refused(get("/v1/experiments?states=EXPERIMENT_STATE_DRAFT&states=BUSY"), "states");
    refused(get("/v1/experiments?pageSize=1&pageSize=2&colour=red"), "pageSize", "colour");
    refused(get("/v1/experiments/some-key?key=some-key"), "key");
    refused(
        get("/v1/audit?startTime=yesterday&includeContent=perhaps&day=1"),
        "startTime",
        "includeContent",
        "day");
    get("/v1/audit?startTime=2026-03-01T12:00:00Z&includeContent=true&pageSize=1").statusCode(200);
    refused(
        as(Tokens.ann())
            .body("{}")
            .post("/v1/experiments/some-key/submit?expectedVersion=1")
            .then(),
        "expectedVersion");
  }

  @Test
  void brokenEncodingIsNoDefectOfOurs() throws Exception {
    assertThat(raw("/v1/experiments?pageSize=%zz")).startsWith("HTTP/1.1 400");
    assertThat(raw("/v1/experiments/%zz")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aDefinitionIsItsFileWhereThatIsAskedFor() {
    var key = Definitions.newKey("yaml");
    Flow.create(key, Definitions.valid().build());
    var path = "/v1/experiments/" + key + "/definition";
    var file = as(Tokens.ann()).accept("application/yaml").get(path);
    assertThat(file.contentType()).startsWith("application/yaml");
    assertThat(file.asString()).contains(key);
    get(path).contentType("application/json").body("yaml", equalTo(file.asString()));
    given()
        .urlEncodingEnabled(false)
        .config(
            RestAssured.config()
                .encoderConfig(
                    encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .header("authorization", "Bearer " + Tokens.ann())
        .contentType("application/yaml")
        .body(file.asString())
        .post("/v1/definitions:apply?expectedVersion=1")
        .then()
        .statusCode(200)
        .body("action", equalTo("DEFINITION_ACTION_NONE"));
  }

  @Test
  void aBodyIsJsonInUtf8() {
    refused(
        as(Tokens.ann()).body(new byte[] {'"', (byte) 0xff, '"'}).post("/v1/experiments").then(),
        "body");
    given()
        .header("authorization", "Bearer " + Tokens.ann())
        .contentType("text/plain")
        .body("{}")
        .post("/v1/experiments")
        .then()
        .statusCode(415)
        .body("code", equalTo("Unsupported Media Type"));
  }

  @Test
  void aLargeBodyIsRead() {
    // Elsewhere than small ones are; what is wrong is found all the same.
    var creation = "{\"key\": \"large\", %s\"definition\": {}}".formatted(" ".repeat(3_000_000));
    refused(as(Tokens.ann()).body(creation).post("/v1/experiments").then(), "definition.name");
  }

  @Test
  void aBodyOverTheLimitIsRefusedBeforeItIsSent() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + RestAssured.port + "/v1/experiments"))
            .header("authorization", "Bearer " + Tokens.ann())
            .header("content-type", "application/json")
            .expectContinue(true)
            .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(4_200_000)))
            .build();
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      assertThat(answer.statusCode()).isEqualTo(413);
    }
  }

  @Test
  void whatIsEncodedInAPathStaysOneKey() {
    as(Tokens.client()).post("/v1/experiments/a%2Fsubmit").then().statusCode(404);
    refused(get("/v1/experiments/a%2Freview"), "key");
  }

  @Test
  void requestsAreCountedByRow() {
    get("/v1/experiments/no-such-key").statusCode(404);
    given().get("/q/metrics").then().body(containsString("uri=\"/v1/experiments/{key}\""));
  }

  /** What clients refuse to send. */
  private static String raw(String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      var request =
          "GET %s HTTP/1.1\r\nHost: us\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
              .formatted(path, Tokens.ann());
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static ValidatableResponse get(String path) {
    return as(Tokens.ann()).get(path).then();
  }

  private static void refused(ValidatableResponse answer, String... fields) {
    answer
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body(
            "violations.field",
            fields.length == 1 ? hasItem(fields[0]) : containsInAnyOrder(fields));
  }

  private static String rpc(Call call) {
    return call.rpc().getService().getFullName() + "/" + call.rpc().getName();
  }

  private static String everybody() {
    return Tokens.of(
        "everybody", Duration.ofHours(1), "client", "experimenter", "reviewer", "admin");
  }

  private static RequestSpecification as(String token) {
    return given()
        .urlEncodingEnabled(false)
        .header("authorization", "Bearer " + token)
        .contentType("application/json");
  }
}
