package plumbline.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

class ProtoJsonTest {

  @Test
  void whatIsPrintedIsReadBack() {
    var request =
        CreateExperimentRequest.newBuilder()
            .setKey("checkout")
            .setDefinition(
                ExperimentDefinition.newBuilder()
                    .setName("Ünïcode \"quoted\" \\ 😀")
                    .setUnitType(UnitType.UNIT_TYPE_DEVICE)
                    .addVariants(Variant.newBuilder().setKey("a").setWeight(1.0 / 3)))
            .build();
    var read = ProtoJson.parse(ProtoJson.print(request), CreateExperimentRequest.newBuilder());
    assertThat(read.build()).isEqualTo(request);
  }

  @Test
  void sentencesArePrintedAsTheyAre() {
    var sentence = "p = 0.04 < 0.05 > 0 & it's \"so\"";
    assertThat(ProtoJson.print(CreateExperimentRequest.newBuilder().setKey(sentence).build()))
        .contains("p = 0.04 < 0.05 > 0 & it's \\\"so\\\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u003c", "\\\\u003c", "\\\\<", "<\\", "\\", "\u2028", "\u0000='"})
  void whatLooksLikeAnEscapeIsReadBack(String text) {
    var request = CreateExperimentRequest.newBuilder().setKey(text).build();
    var printed = ProtoJson.print(request);
    assertThat(ProtoJson.parse(printed, CreateExperimentRequest.newBuilder()).build())
        .isEqualTo(request);
  }

  @Test
  void bothSpellingsOfAFieldAreRead() {
    var camel = "{\"definition\": {\"unitType\": \"UNIT_TYPE_USER\"}}";
    var snake = "{\"definition\": {\"unit_type\": \"UNIT_TYPE_USER\"}}";
    assertThat(parse(camel)).isEqualTo(parse(snake));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"colour\": 1}                                              | colour",
        "{\"definition\": {\"colour\": 1}}                            | definition.colour",
        "{\"key\": {}}                                                | key",
        "{\"definition\": 7}                                          | definition",
        "{\"definition\": []}                                         | definition",
        "{\"definition\": {\"unitType\": \"UNIT_TYPE_SESSION\"}}      | definition.unitType",
        "{\"definition\": {\"variants\": {}}}                         | definition.variants",
        "{\"definition\": {\"variants\": [{}, {\"weight\": \"x\"}]}}  | definition.variants[1].weight",
        "{\"definition\": {\"variants\": [{}, {\"size\": 1}]}}        | definition.variants[1].size",
        "{\"definition\": {\"plan\": {\"duration\": \"a week\"}}}     | definition.plan.duration",
        "{\"definition\": {\"plan\": {\"expectedUnitsPerDay\": 1.5}}} | definition.plan.expectedUnitsPerDay"
      })
  void aFieldThatIsWrongIsNamed(String json, String field) {
    assertThat(violation(json).field()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "[]", "7", "null", "{\"key\": \"a\"} trailing"})
  void whatIsNoJsonObjectIsSaidToBeNone(String json) {
    assertThat(violation(json).field()).isEqualTo("body");
  }

  @Test
  void jsonThatIsNestedWithoutEndIsRefused() {
    var deep = "{\"definition\":".repeat(5_000) + "{}" + "}".repeat(5_000);
    assertThat(violation(deep).field()).isNotEmpty();
    var payload = "[".repeat(5_000) + "]".repeat(5_000);
    var json = "{\"definition\": {\"variants\": [{\"payload\": " + payload + "}]}}";
    assertThat(violation(json).field()).isNotEmpty();
  }

  private static Violation violation(String json) {
    var failure = catchThrowableOfType(Failure.Invalid.class, () -> parse(json));
    assertThat(failure).as(json).isNotNull();
    assertThat(failure.violations()).hasSize(1);
    assertThat(failure.violations().getFirst().description()).doesNotContain("Exception");
    return failure.violations().getFirst();
  }

  private static CreateExperimentRequest parse(String json) {
    return ProtoJson.parse(json, CreateExperimentRequest.newBuilder()).build();
  }
}
