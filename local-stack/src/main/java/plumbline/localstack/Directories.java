package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are kept on this machine. */
public final class Directories {
  private Directories() {}

  /** Where PostgreSQL's programs are unpacked: one place a user, so that users do not collide. */
  static Path unpacked() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "plumbline-" + System.getProperty("user.name"));
  }

  /** A new directory for a test's servers. */
  public static Path temporary() {
    try {
      return Files.createTempDirectory("plumbline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
