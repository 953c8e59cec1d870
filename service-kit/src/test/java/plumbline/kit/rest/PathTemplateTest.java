package plumbline.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.kit.failure.Failure;

class PathTemplateTest {
  private static final PathTemplate TEMPLATE = PathTemplate.of("/v1/metrics/{metric.key}/archive");

  @ParameterizedTest
  @CsvSource({
    "/v1/metrics/clicks/archive, clicks",
    "/v1/metrics/not%20a%20key/archive, not a key",
    "/v1/metrics/a%2Farchive/archive, a/archive",
    "/v1/metrics/a+b/archive, a+b",
    "/v1/metrics/%C3%A4/archive, ä",
    "/v1/metrics/a;x=1/archive, a;x=1"
  })
  void aVariableIsOneSegmentDecoded(String path, String value) {
    assertThat(match(path)).contains(Map.of("metric.key", value));
  }

  @Test
  void otherPathsDoNotMatch() {
    assertThat(match("/v1/metrics/clicks/drop")).isEmpty();
    assertThat(match("/v1/metric/clicks/archive")).isEmpty();
  }

  @Test
  void brokenEncodingIsNamed() {
    assertThatThrownBy(() -> match("/v1/metrics/%zz/archive"))
        .isInstanceOf(Failure.Invalid.class)
        .hasMessageStartingWith("metric.key: ");
  }

  @Test
  void isShownWithTheLastPartOfTheField() {
    assertThat(TEMPLATE).hasToString("/v1/metrics/{key}/archive");
  }

  private static Optional<Map<String, String>> match(String path) {
    return TEMPLATE.match(PathTemplate.split(path));
  }
}
