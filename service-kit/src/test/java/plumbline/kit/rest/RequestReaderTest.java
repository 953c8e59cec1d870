package plumbline.kit.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.kit.failure.Failure;
import plumbline.kit.rest.CallTable.Asked;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

class RequestReaderTest {
  private static final String YAML = "application/yaml";
  private static final Call APPLY =
      Call.post(
              "/v1/definitions:apply",
              ApplyDefinitionRequest.getDefaultInstance(),
              (_, _) -> Uni.createFrom().nothing())
          .takes(YAML, "yaml");
  private static final Call UPDATE =
      Call.put(
          "/v1/metrics/{metric.key}",
          UpdateMetricRequest.getDefaultInstance(),
          (_, _) -> Uni.createFrom().nothing());

  @Test
  void aBodyOfItsOwnTypeIsTheFieldAndTheQueryTheOthers() {
    var query = MultiMap.caseInsensitiveMultiMap().add("expectedVersion", "3");
    assertThat(read(APPLY, Map.of(), YAML + "; charset=utf-8", "key: straße\n", query))
        .isEqualTo(
            ApplyDefinitionRequest.newBuilder()
                .setYaml("key: straße\n")
                .setExpectedVersion(3)
                .build());
  }

  @Test
  void theSameAsJson() {
    var none = MultiMap.caseInsensitiveMultiMap();
    var request = ApplyDefinitionRequest.newBuilder().setYaml("key: a").build();
    assertThat(read(APPLY, Map.of(), "application/json", "{\"yaml\": \"key: a\"}", none))
        .isEqualTo(request);
    assertThat(read(APPLY, Map.of(), null, "{\"yaml\": \"key: a\"}", none)).isEqualTo(request);
  }

  @Test
  void aFieldThatIsTheBodyIsNoParameter() {
    var query = MultiMap.caseInsensitiveMultiMap().add("yaml", "key: b");
    assertThatThrownBy(() -> read(APPLY, Map.of(), YAML, "key: a", query))
        .isInstanceOf(Failure.Invalid.class)
        .hasMessageStartingWith("yaml: is not a parameter of this call; there are expectedVersion");
  }

  @Test
  void thePathFillsAFieldOfAField() {
    var none = MultiMap.caseInsensitiveMultiMap();
    var clicks = Map.of("metric.key", "clicks");
    assertThat(read(UPDATE, clicks, null, "{\"metric\": {\"owner\": \"shop\"}}", none))
        .isEqualTo(
            UpdateMetricRequest.newBuilder()
                .setMetric(Metric.newBuilder().setKey("clicks").setOwner("shop"))
                .build());
    assertThat(read(UPDATE, clicks, null, "", none))
        .isEqualTo(
            UpdateMetricRequest.newBuilder()
                .setMetric(Metric.newBuilder().setKey("clicks"))
                .build());
    assertThatThrownBy(() -> read(UPDATE, clicks, null, "{\"metric\": {\"key\": \"views\"}}", none))
        .isInstanceOf(Failure.Invalid.class)
        .hasMessage("metric.key: must be the path's, or left out");
  }

  private static Message read(
      Call call,
      Map<String, String> path,
      @Nullable String contentType,
      String body,
      MultiMap query) {
    return RequestReader.request(new Asked(call, path), contentType, body.getBytes(UTF_8), query);
  }
}
