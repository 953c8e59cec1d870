package plumbline.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class JsonLineTest {
  @Test
  void whatIsWrittenIsOneLineWhateverWasSaid() {
    var record = new ExtLogRecord(Level.SEVERE, "a \"word\",\nand\tanother \\ \u0001 ünï", "x");
    record.setLoggerName("plumbline.x");
    record.setInstant(Instant.parse("2026-03-01T12:00:00.123456Z"));
    record.setThrown(new IllegalStateException("broken\n{"));
    record.setMdc(Map.of("traceId", "t", "incident", "i", "other", "o"));
    var line = new JsonLine("a-service").format(record);
    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    var json = JsonParser.parseString(line).getAsJsonObject();
    assertThat(json.get("message").getAsString()).isEqualTo(record.getMessage());
    assertThat(json.get("service").getAsString()).isEqualTo("a-service");
    assertThat(json.get("timestamp").getAsString()).isEqualTo("2026-03-01T12:00:00.123456Z");
    assertThat(json.get("traceId").getAsString()).isEqualTo("t");
    assertThat(json.get("incident").getAsString()).isEqualTo("i");
    assertThat(json.has("spanId")).isFalse();
    assertThat(json.has("other")).isFalse();
    assertThat(json.get("stackTrace").getAsString())
        .startsWith("java.lang.IllegalStateException: broken\n{")
        .contains("JsonLineTest");
  }
}
