package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.rest.CallTable;

/** The document says what REST does, and REST is what the table of access expects. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OpenApiTest {
  private static final String EVENTS =
      """
      {"events": [{"eventId": "e", "units": {"user": "u"}, "name": "buy",
        "occurredAt": "2026-03-01T12:00:00Z", %s}]}
      """;

  @Inject CallTable table;

  @Test
  void aRowIsOpenToTheRolesThatItsRpcIsOpenTo() {
    assertThat(table.calls())
        .allSatisfy(call ->
            assertThat(AccessTable.route(call.method(), call.path().toString()))
                .as(call.rpc().getFullName())
                .isPresent()
                .isEqualTo(
                    AccessTable.rpc(
                        call.rpc().getService().getFullName() + "/" + call.rpc().getName())));
  }

  @Test
  void isValid() {
    var read = new OpenAPIV3Parser().readContents(document());
    assertThat(read.getMessages()).isEmpty();
    assertThat(read.isOpenapi31()).isTrue();
    assertThat(read.getOpenAPI().getInfo().getTitle()).isEqualTo("Plumbline: tracking-service");
    assertThat(read.getOpenAPI().getPaths())
        .containsKeys(
            "/v1/events",
            "/v1/rejected-events",
            "/v1/rejected-events:count",
            "/v1/senders",
            "/v1/units:erase");
  }

  @Test
  void eventsAreDescribedAsTheyAreTaken() throws Exception {
    assertThat(problems(EVENTS.formatted("\"value\": 12.5"))).isEmpty();
    assertThat(problems(EVENTS.formatted("\"valueMicros\": \"12500000\""))).isEmpty();
    assertThat(problems(EVENTS.formatted("\"attributes\": {\"a\": \"x\", \"b\": 1, \"c\": true}")))
        .isEmpty();
    assertThat(problems(EVENTS.formatted("\"value\": \"12.5\""))).isNotEmpty();
    assertThat(problems(EVENTS.formatted("\"value\": 2e9"))).isNotEmpty();
    assertThat(problems(EVENTS.formatted("\"attributes\": {\"a\": []}"))).isNotEmpty();
  }

  private static Set<ValidationMessage> problems(String request) throws Exception {
    var schema = (ObjectNode) new ObjectMapper().readTree(document());
    schema.put("$ref", "#/components/schemas/TrackRequest");
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(schema)
        .validate(request, InputFormat.JSON);
  }

  private static String document() {
    return given().get("/v1/openapi.json").then().statusCode(200).extract().asString();
  }
}
