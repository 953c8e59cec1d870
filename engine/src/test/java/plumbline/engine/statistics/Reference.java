package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runs a test against one family of reference values, each produced by independent software that
 * its {@code source} names. The folder is the system property {@code plumbline.reference.dir}.
 */
public final class Reference {
  private static final String FOLDER =
      System.getProperty("plumbline.reference.dir", "src/test/resources/reference");

  private Reference() {}

  /** A file that a case names. */
  static Path file(String name) {
    return Path.of(FOLDER, name);
  }

  /** Runs every case of a family, lists every wrong number, says what was not asked for. */
  public static void check(String family, Consumer<ReferenceCase> test) throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(Path.of(FOLDER, family + ".json").toFile()).get("cases");
    int checked = 0;
    List<String> failures = new ArrayList<>();
    Set<String> notImplemented = new TreeSet<>();
    Set<String> withheld = new TreeSet<>();
    for (JsonNode node : cases) {
      ReferenceCase reference = new ReferenceCase(node);
      test.accept(reference);
      checked += reference.checked();
      withheld.addAll(reference.withheld());
      failures.addAll(reference.failures());
      notImplemented.addAll(reference.notImplemented());
    }
    System.out.printf(
        "%s: %d expected values checked in %d cases; withheld on purpose: %s; not implemented: %s%n",
        family, checked, cases.size(), withheld, notImplemented);
    assertThat(failures).isEmpty();
    assertThat(checked).as("expected values checked in " + family).isPositive();
  }
}
