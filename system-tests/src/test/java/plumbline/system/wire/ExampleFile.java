package plumbline.system.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import plumbline.localstack.Directories;
import plumbline.localstack.StackOptions;

/** The complete example of docs/definitions.md, which another test holds to be right. */
public final class ExampleFile {
  private static final String BEGIN = "```yaml\n";

  private ExampleFile() {}

  /** The file, with that key in the place of its own. */
  public static String text(String key) {
    var repository = StackOptions.random(Directories.temporary()).repository();
    try {
      var document = Files.readString(repository.resolve("docs/definitions.md"));
      var from = document.indexOf(BEGIN) + BEGIN.length();
      var yaml = document.substring(from, document.indexOf("```", from));
      return yaml.replace("key: one-page-checkout", "key: " + key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
