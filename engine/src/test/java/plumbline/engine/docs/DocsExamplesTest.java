package plumbline.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every {@code java} block of docs/statistics.md runs, and every line of it that ends in {@code //
 * → value} has that value: a number to the digits that are written.
 */
class DocsExamplesTest {
  private static final Path DOCUMENT = Path.of("../docs/statistics.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern EXPECTED = Pattern.compile("^(.*?)\\s*// → (.*)$");
  private static final List<String> PACKAGES =
      List.of(
          "java.math",
          "java.util",
          "plumbline.engine.analysis",
          "plumbline.engine.bucketing",
          "plumbline.engine.fold",
          "plumbline.engine.guardrail",
          "plumbline.engine.planning",
          "plumbline.engine.sequential",
          "plumbline.engine.statistics");

  @TestFactory
  Stream<DynamicTest> everyBlock() throws IOException {
    var blocks =
        BLOCK.matcher(Files.readString(DOCUMENT)).results().map(it -> it.group(1)).toList();
    assertThat(blocks).isNotEmpty();
    return blocks.stream()
        .map(block ->
            DynamicTest.dynamicTest(block.lines().findFirst().orElse(""), () -> run(block)));
  }

  private static void run(String block) {
    var failures = new ArrayList<String>();
    try (var shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      PACKAGES.forEach(it -> shell.eval("import " + it + ".*;"));
      var snippet = new StringBuilder();
      var checked = 0;
      for (var line : block.lines().toList()) {
        var expected = EXPECTED.matcher(line);
        var claims = expected.matches();
        snippet.append(claims ? expected.group(1) : line).append('\n');
        if (claims || isComplete(shell, snippet.toString())) {
          var value = value(shell, snippet.toString(), failures);
          if (claims && !agree(value, expected.group(2))) {
            failures.add("%sgives %s, not %s".formatted(snippet, value, expected.group(2)));
          }
          checked += claims ? 1 : 0;
          snippet.setLength(0);
        }
      }
      assertThat(snippet.toString().strip()).as("left over").isEmpty();
      assertThat(failures).isEmpty();
      assertThat(checked).as("values that the example shows").isPositive();
    }
  }

  private static boolean isComplete(JShell shell, String source) {
    return shell.sourceCodeAnalysis().analyzeCompletion(source).completeness()
        == SourceCodeAnalysis.Completeness.COMPLETE;
  }

  private static String value(JShell shell, String source, List<String> failures) {
    var value = "";
    for (var event : shell.eval(source)) {
      if (event.status() != Snippet.Status.VALID) {
        shell
            .diagnostics(event.snippet())
            .forEach(it -> failures.add(source + it.getMessage(null)));
      }
      if (event.exception() != null) {
        failures.add(source + event.exception());
      }
      value = event.value() == null ? value : event.value();
    }
    return value;
  }

  private static boolean agree(String got, String want) {
    try {
      var digits =
          want.contains("e") || !want.contains(".") ? 0 : want.length() - want.indexOf('.') - 1;
      var number = Double.parseDouble(want);
      var unit = want.contains("e") ? Math.abs(number) * 1e-3 : Math.pow(10, -digits);
      return Math.abs(Double.parseDouble(got) - number) <= 0.5000001 * unit
          && (digits > 0 || want.contains("e") || Double.parseDouble(got) == number);
    } catch (NumberFormatException e) {
      return got.equals(want) || got.equals('"' + want + '"');
    }
  }
}
