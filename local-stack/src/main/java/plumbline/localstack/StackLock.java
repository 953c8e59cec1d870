package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps a second stack out of a directory; the system lets go of it when its owner dies. */
final class StackLock implements AutoCloseable {
  /**
   * The directories that this JVM has: the system's lock is the whole process', and would be lost
   * by opening and closing the file once more.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel channel;

  private StackLock(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * Takes the directory.
   *
   * @throws StackFailure if another stack has it, or it cannot be written
   */
  static StackLock take(StackDirectory directory) {
    var root = directory.root();
    if (!OURS.add(root)) {
      throw new StackFailure(inUse(directory));
    }
    try {
      Files.createDirectories(root);
      var lock = new StackLock(root, open(directory));
      if (lock.channel.tryLock() == null) {
        lock.close();
        throw new StackFailure(inUse(directory));
      }
      return lock;
    } catch (IOException e) {
      OURS.remove(root);
      throw new StackFailure("cannot write in " + root + ": " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OURS.remove(root);
    }
  }

  private static FileChannel open(StackDirectory directory) throws IOException {
    return FileChannel.open(
        directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
