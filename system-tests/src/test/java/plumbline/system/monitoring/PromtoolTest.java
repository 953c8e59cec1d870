package plumbline.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself reads the rules, and tells alerts where the cases say so. */
@Tag("kubernetes")
class PromtoolTest {
  @TempDir Path directory;

  @BeforeEach
  void unwrap() throws IOException {
    Files.writeString(directory.resolve("rules.yaml"), AlertRules.forPrometheus());
  }

  @Test
  void theRulesAreWellFormed() throws Exception {
    assertThat(promtool("check", "rules", "rules.yaml")).contains("SUCCESS");
  }

  @Test
  void alertsAreToldWhereTheyMustBeAndNowhereElse() throws Exception {
    try (var cases = PromtoolTest.class.getResourceAsStream("alerts-test.yaml")) {
      Files.write(directory.resolve("cases.yaml"), cases.readAllBytes());
    }
    assertThat(promtool("test", "rules", "cases.yaml")).contains("SUCCESS");
  }

  /** What it says; a failure with its words where it does not end well. */
  private String promtool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add("promtool");
    command.addAll(List.of(arguments));
    var output = directory.resolve("output");
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("promtool ended").isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }
}
