package plumbline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stack keeps where. Needs nothing but the JDK: {@code make down} runs it from its source.
 */
final class StackDirectory {
  private static final Duration END_WAIT = Duration.ofSeconds(20);

  /** In the order that they are ended. */
  private static final List<String> CHILDREN =
      List.of("analysis-service", "assignment-service", "tracking-service", "redis");

  /** More processes of a service: {@code assignment-service-2.pid}. */
  private static final String REPLICAS = "*-service-*.pid";

  private static final List<String> FILES = List.of("stack.lock", "ready", "up.log");

  private final Path root;

  StackDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  Path root() {
    return root;
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path identities() {
    return root.resolve("identities");
  }

  Path tokenFile(String process) {
    return identities().resolve(process + ".token");
  }

  /** Where the tokens of the people are, a file for each. */
  Path people() {
    return root.resolve("tokens");
  }

  Path log(String process) {
    return root.resolve("logs").resolve(process + ".log");
  }

  Path pidFile(String process) {
    return root.resolve(process + ".pid");
  }

  Path lockFile() {
    return root.resolve("stack.lock");
  }

  /** The process that runs a stack here, if one does. */
  Optional<ProcessHandle> main() {
    return ProcessRecord.read(pidFile("stack")).flatMap(ProcessRecord::running);
  }

  /** Ends what a stack that died has left running; answers with the names of these processes. */
  List<String> endLeftovers() throws IOException {
    var ended = new ArrayList<String>();
    for (var child : children()) {
      endRecorded(child, ProcessRecord.read(pidFile(child)), ended);
      Files.deleteIfExists(pidFile(child));
    }
    endPostgres(ended);
    Files.deleteIfExists(pidFile("stack"));
    return ended;
  }

  /** Ends a process, gently first; answers when it is gone. */
  static void end(ProcessHandle process, Duration gently) {
    process.destroy();
    if (!ProcessRecord.awaitEnd(process, gently)) {
      process.destroyForcibly();
      ProcessRecord.awaitEnd(process, END_WAIT);
    }
  }

  /** Removes what a stack keeps; anything else in the directory is somebody else's and stays. */
  void removeContents() throws IOException {
    var ours = Stream.concat(Stream.of("postgres", "identities", "tokens", "logs"), FILES.stream());
    for (var name : ours.toList()) {
      removeTree(root.resolve(name));
    }
    try (var rest = Files.list(root)) {
      if (rest.findAny().isEmpty()) {
        Files.delete(root);
      }
    }
  }

  private List<String> children() throws IOException {
    var children = new ArrayList<String>();
    if (Files.exists(root)) {
      try (var replicas = Files.newDirectoryStream(root, REPLICAS)) {
        replicas.forEach(file -> children.add(file.getFileName().toString().replace(".pid", "")));
      }
    }
    children.addAll(CHILDREN);
    return children;
  }

  private static void removeTree(Path top) throws IOException {
    if (!Files.exists(top)) {
      return;
    }
    try (var files = Files.walk(top)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void endPostgres(List<String> ended) throws IOException {
    var file = postgres().resolve("postmaster.pid");
    var postmaster = ProcessRecord.readPostmaster(file);
    endRecorded("PostgreSQL", postmaster, ended);
    // Left behind by kill -9 or a power cut; PostgreSQL would take whoever got that number since
    // for itself, and refuse to start.
    Files.deleteIfExists(file);
  }

  private static void endRecorded(
      String name, Optional<ProcessRecord> recorded, List<String> ended) {
    recorded
        .flatMap(ProcessRecord::running)
        .ifPresent(process -> {
          end(process, END_WAIT);
          ended.add(name + " (process " + process.pid() + ")");
        });
  }
}
