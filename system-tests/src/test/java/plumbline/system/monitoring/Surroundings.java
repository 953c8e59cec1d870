package plumbline.system.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;

/** The documents and manifests that the tests here read. */
final class Surroundings {
  private static final Path ROOT = StackOptions.currentRepository();
  private static final Pattern METRIC =
      Pattern.compile("(?m)^\\| `(plumbline_\\w+)` \\| ([^|]+) \\|");

  private Surroundings() {}

  static Path file(String path) {
    return ROOT.resolve(path);
  }

  static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The metrics that docs/operations.md lists for the service. */
  static TreeSet<String> documented(Service service) {
    var word = service.processName().replace("-service", "");
    var names = new TreeSet<String>();
    METRIC
        .matcher(text("docs/operations.md"))
        .results()
        .filter(row -> row.group(2).equals("all") || row.group(2).contains(word))
        .forEach(row -> names.add(row.group(1)));
    return names;
  }
}
