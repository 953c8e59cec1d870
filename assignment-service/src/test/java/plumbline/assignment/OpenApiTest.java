package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;

/** The document says what REST does. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {
  private OpenApiDocument document;

  @BeforeEach
  void fetch() throws Exception {
    document = OpenApiDocument.fetch();
  }

  @Test
  void isValid() {
    var read = new OpenAPIV3Parser().readContents(document.text());
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.isOpenapi31()).isTrue();
    assertThat(read.getOpenAPI().getInfo().getTitle()).isEqualTo("Plumbline: assignment-service");
  }

  @Test
  void anOperationIsAnRpc() {
    var halt = document.at("/paths/~1v1~1experiments~1{key}~1halt/post");
    assertThat(halt.path("operationId").asText()).isEqualTo("HaltExperiment");
    assertThat(halt.at("/tags/0").asText()).isEqualTo("ExperimentService");
    assertThat(halt.path("description").asText())
        .isEqualTo(
            "Serves control to everybody at once. Idempotent.\n\n"
                + "Roles: admin, experimenter, reviewer, service.");
    assertThat(halt.path("responses").fieldNames())
        .toIterable()
        .contains("200", "400", "401", "403", "404", "409", "413", "415", "500", "503");
  }

  @Test
  void parametersAreTheFieldsThatThePathAndTheQueryFill() {
    var list = document.at("/paths/~1v1~1experiments/get/parameters");
    assertThat(list.findValuesAsText("name")).contains("pageSize", "pageToken", "states");
    assertThat(list.findValuesAsText("in")).containsOnly("query");
    var get = document.at("/paths/~1v1~1experiments~1{key}/get/parameters");
    assertThat(get.findValuesAsText("name")).containsExactly("key");
    assertThat(get.findValuesAsText("in")).containsExactly("path");
  }

  @Test
  void typesAreThoseOfProtobufsJson() {
    var plan = "/components/schemas/AnalysisPlan/properties/";
    assertThat(document.at(plan + "sampleSizePerVariant/type").asText()).isEqualTo("string");
    assertThat(document.at(plan + "alpha/type").asText()).isEqualTo("number");
    assertThat(document.at(plan + "duration/pattern").asText()).contains("s$");
    assertThat(document.at(plan + "segments/items/type").asText()).isEqualTo("string");
    assertThat(document.at(plan + "design/$ref").asText()).endsWith("/Design");
    assertThat(document.at("/components/schemas/Design/enum/1").asText())
        .isEqualTo("DESIGN_FIXED_HORIZON");
    assertThat(document.at("/components/schemas/Design/description").asText())
        .contains("- `DESIGN_ALWAYS_VALID`: Valid under continuous looking.");
    var attributes = "/components/schemas/AssignRequest/properties/attributes/";
    assertThat(document.at(attributes + "type").asText()).isEqualTo("object");
    assertThat(document.at(attributes + "additionalProperties").isObject()).isTrue();
  }

  @Test
  void whatIsSentAndAnsweredFits() {
    var key = Definitions.newKey("fits");
    var creation = ProtoJson.print(Flow.creation(key, Definitions.valid().build()));
    document.requireFits(creation, "CreateExperimentRequest");
    document.requireFits(
        post(Tokens.ann(), "/v1/experiments", creation), "CreateExperimentResponse");
    document.requireFits(
        post(Tokens.ann(), "/v1/experiments/" + key + "/submit", ""), "SubmitExperimentResponse");
    document.requireFits(post(Tokens.rita(), "/v1/experiments/" + key + "/start", ""), "Refusal");
    document.requireFits(post(Tokens.ann(), "/v1/experiments", "{\"definition\": 7}"), "Refusal");
    Flow.approve(key);
    Flow.start(key);
    var assign = "{\"experiment\": \"%s\", \"unit\": \"u1\", \"attributes\": {\"age\": 7}}";
    document.requireFits(assign.formatted(key), "AssignRequest");
    document.requireFits(
        post(Tokens.client(), "/v1/assign", assign.formatted(key)), "AssignResponse");
    document.requireFits(
        as(Tokens.ann()).get("/v1/experiments").asString(), "ListExperimentsResponse");
  }

  @Test
  void whatIsNotTakenDoesNotFit() {
    assertThatThrownBy(() -> document.requireFits("{\"unit\": 5}", "AssignRequest"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> document.requireFits("{\"colour\": \"red\"}", "AssignRequest"))
        .isInstanceOf(AssertionError.class);
  }

  private static String post(String token, String path, String body) {
    return as(token).body(body).post(path).asString();
  }

  private static io.restassured.specification.RequestSpecification as(String token) {
    return given().header("authorization", "Bearer " + token).contentType("application/json");
  }
}
