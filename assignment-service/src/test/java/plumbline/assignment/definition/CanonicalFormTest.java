package plumbline.assignment.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

class CanonicalFormTest {

  // RFC 8785, section 3.2.2 and 3.2.3: the specification's own sample.
  @Test
  void theSampleOfTheRfcComesOutAsTheRfcSays() {
    var sample =
        """
        {
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
          "literals": [null, true, false]
        }
        """;
    assertThat(CanonicalForm.of(sample))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  // RFC 8785, appendix B.
  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "-0.0, 0",
    "5e-324, 5e-324",
    "-1.7976931348623157e308, -1.7976931348623157e+308",
    "9007199254740992, 9007199254740992",
    "295147905179352830000, 295147905179352830000",
    "9.999999999999997e22, 9.999999999999997e+22",
    "1e23, 1e+23",
    "1e21, 1e+21",
    "999999999999999700000, 999999999999999700000",
    "0.000001, 0.000001",
    "9.999999999999997e-7, 9.999999999999997e-7",
    "333333333.3333332, 333333333.3333332",
    "-0.0000033333333333333333, -0.0000033333333333333333",
    "1424953923781206.2, 1424953923781206.2"
  })
  void numbersAreAsEcmascriptWritesThem(String json, String canonical) {
    assertThat(CanonicalForm.of("[" + json + "]")).isEqualTo("[" + canonical + "]");
  }

  // RFC 8785, section 3.2.3: by UTF-16 code units, so the emoji comes before the last.
  @Test
  void namesAreSortedByCodeUnits() {
    var json = "{\"\\ufb33\": 1, \"\\ud83d\\ude00\": 2, \"\\u20ac\": 3, \"1\": 4, \"\\r\": 5}";
    assertThat(CanonicalForm.of(json))
        .isEqualTo("{\"\\r\":5,\"1\":4,\"€\":3,\"😀\":2,\"\ufb33\":1}");
  }

  @Test
  void emptyThingsStayEmpty() {
    assertThat(CanonicalForm.of("{\"b\": {}, \"a\": []}")).isEqualTo("{\"a\":[],\"b\":{}}");
  }

  // sha256sum of the canonical form, by coreutils.
  @Test
  void theDigestIsOfTheCanonicalFormAndChangesWithTheDefinition() {
    var definition =
        ExperimentDefinition.newBuilder()
            .setName("Checkout")
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .addVariants(Variant.newBuilder().setKey("a").setWeight(0.5).setControl(true))
            .build();
    assertThat(CanonicalForm.of(definition))
        .isEqualTo(
            "{\"name\":\"Checkout\",\"unitType\":\"UNIT_TYPE_USER\","
                + "\"variants\":[{\"control\":true,\"key\":\"a\",\"weight\":0.5}]}");
    assertThat(CanonicalForm.sha256(definition))
        .isEqualTo("6d12105057ac4b59b4c54d65e638ec4f71aa3b99424fba3892dc716641ab06ab");
    var changes =
        Map.of(
            "name", definition.toBuilder().setName("checkout").build(),
            "traffic", definition.toBuilder().setTraffic(1).build());
    assertThat(changes.values())
        .noneMatch(it -> CanonicalForm.sha256(it).equals(CanonicalForm.sha256(definition)));
  }
}
