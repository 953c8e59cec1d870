package plumbline.assignment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import plumbline.localstack.Identities;

/** Tokens of the people and services in the tests. */
final class Tokens {
  private static final Duration LONG = Duration.ofHours(1);
  // Servers.start runs in another class loader than the tests: what they share is a file's name.
  private static final String DIRECTORY = "plumbline.test.identities";

  private static final Map<String, String> KEPT = new ConcurrentHashMap<>();

  private Tokens() {}

  static void use(Path directory) {
    System.setProperty(DIRECTORY, directory.toString());
  }

  /** Where the service under test looks for its own token. */
  static Path serviceTokenFile() {
    return Path.of(System.getProperty(DIRECTORY), "service-token");
  }

  static void writeServiceToken() {
    try {
      Files.writeString(serviceTokenFile(), of("assignment-service", LONG, "service"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ann() {
    return kept("ann", () -> of("ann", LONG, "experimenter"));
  }

  static String rita() {
    return kept("rita", () -> of("rita", LONG, "reviewer"));
  }

  static String admin() {
    return kept("admin", () -> of("adam", LONG, "admin"));
  }

  static String client() {
    return kept("client", () -> of("shop", LONG, "client"));
  }

  static String service() {
    return kept("service", () -> of("tracking-service", LONG, "service"));
  }

  /** Signed once for each service that is tested: signing is not what the tests are about. */
  private static String kept(String who, Supplier<String> signed) {
    return KEPT.computeIfAbsent(System.getProperty(DIRECTORY) + who, _ -> signed.get());
  }

  static String of(String subject, Duration lifetime, String... roles) {
    // Signing asks for configuration, which is found by the thread's class loader: it must be the
    // one that the signing classes come from, whichever service is being tested.
    var thread = Thread.currentThread();
    var loader = thread.getContextClassLoader();
    thread.setContextClassLoader(Identities.class.getClassLoader());
    try {
      return Identities.in(Path.of(System.getProperty(DIRECTORY)))
          .token(subject, Set.of(roles), lifetime);
    } finally {
      thread.setContextClassLoader(loader);
    }
  }
}
