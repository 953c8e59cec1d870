package plumbline.localstack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for a person. */
final class LogTail {
  private LogTail() {}

  static String of(Path log, int lines) {
    try {
      // Logs are cut at every start of the stack, so they are read whole.
      List<String> all =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      var last = all.subList(Math.max(0, all.size() - lines), all.size());
      return last.isEmpty() ? "  (nothing)" : "  " + String.join("\n  ", last);
    } catch (IOException e) {
      return "  (cannot be read: " + e.getMessage() + ")";
    }
  }
}
