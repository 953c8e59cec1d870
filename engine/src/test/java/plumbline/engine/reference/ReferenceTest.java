package plumbline.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every family and case of the reference folder, at the case's own tolerance. What is not computed
 * is printed, and has to be named with its reason in docs/statistics.md.
 */
class ReferenceTest {
  private static final Path DOCS = Path.of("../docs/statistics.md");

  @TestFactory
  Stream<DynamicTest> everyFamily() throws IOException {
    var families = ReferenceFolder.families();
    assertThat(families).isNotEmpty();
    return families.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }

  private static void check(Path file) throws IOException {
    var family = name(file);
    assertThat(Families.ALL).as("who answers which family").containsKey(family);
    var answers = Objects.requireNonNull(Families.ALL.get(family));
    var cases = new ObjectMapper().readTree(file.toFile()).get("cases");
    var checked = 0;
    List<String> failures = new ArrayList<>();
    Set<String> notImplemented = new TreeSet<>();
    Set<String> withheld = new TreeSet<>();
    Set<String> absent = new TreeSet<>();
    for (var node : cases) {
      var one = new ReferenceCase(node);
      answers.accept(one);
      checked += one.checked();
      withheld.addAll(one.withheld());
      absent.addAll(one.absent());
      failures.addAll(one.failures());
      notImplemented.addAll(one.notImplemented());
    }
    System.out.printf(
        "%s: %d expected values checked in %d cases; withheld on purpose: %s; not implemented: %s%s%n",
        family,
        checked,
        cases.size(),
        withheld,
        notImplemented,
        absent.isEmpty() ? "" : "; skipped, as absent: " + absent);
    assertThat(failures).isEmpty();
    assertThat(checked + absent.size()).as("expected values checked in " + family).isPositive();
    var docs = Files.readString(DOCS);
    assertThat(notImplemented)
        .as("not implemented, and no reason in docs/statistics.md")
        .allSatisfy(key -> assertThat(docs).contains("| `" + family + "` | `" + key + "` |"));
  }
}
