package plumbline.engine.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where reference values are: the system property {@code plumbline.reference.dir}, by default the
 * test resources.
 */
public final class ReferenceFolder {
  private static final Path FOLDER =
      Path.of(System.getProperty("plumbline.reference.dir", "src/test/resources/reference"));

  private ReferenceFolder() {}

  /** A file that a case names, such as {@code data/events.csv}. */
  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /** Every family that is there, in the order of its number. */
  static List<Path> families() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
