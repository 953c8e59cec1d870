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
  void eachRowHasTheRolesOfItsRpc() {
    assertThat(table.calls())
        .isNotEmpty()
        .allSatisfy(call -> {
          var rpc = call.rpc().getService().getFullName() + "/" + call.rpc().getName();
          assertThat(AccessTable.route(call.method(), call.path().toString()))
              .as(rpc)
              .isPresent()
              .isEqualTo(AccessTable.rpc(rpc));
        });
  }

  @Test
  void isValid() {
    var read = new OpenAPIV3Parser().readContents(document());
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.isOpenapi31()).isTrue();
    assertThat(read.getOpenAPI().getInfo().getTitle()).isEqualTo("Plumbline: analysis-service");
    assertThat(read.getOpenAPI().getPaths())
        .containsOnlyKeys(
            table.calls().stream().map(call -> call.path().toString()).toArray(String[]::new));
  }

  @Test
  void resultsFit() throws Exception {
    try (var neighbours = Neighbours.start()) {
      neighbours.know(Example.cookieCats().setKey("fits"), Example.cookieCatsStatistics());
      var results =
          Callers.http("analyst").get("/v1/experiments/fits/results").then().statusCode(200);
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
