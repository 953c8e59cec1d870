package plumbline.localstack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Keeps a second stack out of a directory; the system lets go of it when its owner dies. */
final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory.
   *
   * @throws StackFailure if another stack has it, or it cannot be written
   */
  static StackLock take(StackDirectory directory) {
    try {
      Files.createDirectories(directory.root());
      var channel =
          FileChannel.open(
              directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isTaken(channel)) {
        channel.close();
        throw new StackFailure(inUse(directory));
      }
      return new StackLock(channel);
    } catch (IOException e) {
      throw new StackFailure("cannot write in " + directory.root() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String inUse(StackDirectory directory) {
    var who = directory.main().map(main -> " (process " + main.pid() + ")").orElse("");
    return "a local stack runs in "
        + directory.root()
        + " already"
        + who
        + "; end it with: make down";
  }
}
