package plumbline.analysis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.rest.CallTable;

/** The document says what REST does, and REST is what the table of access expects. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class OpenApiTest {
  @Inject CallTable table;

  @Test
  void theOneRowHasTheRolesOfItsRpc() {
    assertThat(table.calls())
        .singleElement()
        .satisfies(call ->
            assertThat(AccessTable.route(call.method(), call.path().toString()))
                .isPresent()
                .isEqualTo(AccessTable.rpc("plumbline.analysis.v1.AnalysisService/GetResults")));
    assertThat(AccessTable.routes()).contains("GET /v1/experiments/{key}/results");
  }

  @Test
  void isValid() {
    var read = new OpenAPIV3Parser().readContents(document());
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.isOpenapi31()).isTrue();
    assertThat(read.getOpenAPI().getInfo().getTitle()).isEqualTo("Plumbline: analysis-service");
    assertThat(read.getOpenAPI().getPaths())
        .containsOnlyKeys("/v1/experiments/{experiment}/results");
  }

  @Test
  void resultsFit() throws Exception {
    try (var neighbours = Neighbours.start()) {
      neighbours.know(Example.cookieCats(), Example.cookieCatsStatistics());
      var results =
          Callers.http("analyst").get("/v1/experiments/cookie_cats/results").then().statusCode(200);
      var schema = (ObjectNode) new ObjectMapper().readTree(document());
      schema.put("$ref", "#/components/schemas/GetResultsResponse");
      schema
          .at("/components/schemas")
          .forEach(message -> ((ObjectNode) message).put("unevaluatedProperties", false));
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012)
                  .getSchema(schema)
                  .validate(results.extract().asString(), InputFormat.JSON))
          .isEmpty();
    }
  }

  private static String document() {
    return given().get("/v1/openapi.json").then().statusCode(200).extract().asString();
  }
}
