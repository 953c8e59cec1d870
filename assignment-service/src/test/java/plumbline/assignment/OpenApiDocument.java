package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/** The service's OpenAPI document, as anybody gets it. */
final class OpenApiDocument {
  private final String text;
  private final ObjectNode root;

  private OpenApiDocument(String text, ObjectNode root) {
    this.text = text;
    this.root = root;
  }

  static OpenApiDocument fetch() throws JsonProcessingException {
    var text =
        given()
            .get("/v1/openapi.json")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .extract()
            .asString();
    var root = (ObjectNode) new ObjectMapper().readTree(text);
    close(root.at("/components/schemas"));
    return new OpenApiDocument(text, root);
  }

  /** As it came. */
  String text() {
    return text;
  }

  /** What is at a JSON pointer. */
  JsonNode at(String pointer) {
    return root.at(pointer);
  }

  /** Holds JSON against a schema; a field that the document does not know is wrong, too. */
  void requireFits(String json, String schema) {
    var check = root.deepCopy();
    check.put("$ref", "#/components/schemas/" + schema);
    var validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(check);
    assertThat(validator.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  /** Readers should let new fields pass; this test should not. */
  private static void close(JsonNode schemas) {
    for (var schema : schemas) {
      if (schema.has("properties")) {
        ((ObjectNode) schema).put("additionalProperties", false);
      }
    }
  }
}
