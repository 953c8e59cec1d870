package plumbline.system.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.ServiceProcess;

/** A client that people have already. */
enum ClientKind {
  JAVA_FLAGD("flagd"),
  JAVA_OFREP("ofrep"),
  NODE_FLAGD("flagd"),
  NODE_OFREP("ofrep"),
  WEB_OFREP("ofrep-web");

  /** Where bin/prepare-clients puts what the drivers need. */
  private static final Path BUILT = Path.of("clients").toAbsolutePath();

  private final String provider;

  ClientKind(String provider) {
    this.provider = provider;
  }

  boolean isJava() {
    return this == JAVA_FLAGD || this == JAVA_OFREP;
  }

  boolean isFlagd() {
    return provider.equals("flagd");
  }

  /** Whether the service tells it of changes; otherwise it asks the service each time. */
  boolean isTold() {
    return isFlagd() || this == WEB_OFREP;
  }

  /** For keys. */
  String suffix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How its driver is started. */
  List<String> command(ServiceProcess service, @Nullable String token) {
    var command = new ArrayList<>(isJava() ? java() : node());
    command.add(provider);
    command.add(
        isFlagd()
            ? Integer.toString(service.grpcPort())
            : "http://127.0.0.1:" + service.httpPort());
    if (token != null) {
      command.add(token);
    }
    return command;
  }

  private static List<String> java() {
    var target = BUILT.resolve("java/target");
    try {
      var classpath = target.resolve("classes") + ":" + Files.readString(classpath(target));
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      return List.of(java, "-Xmx256m", "-cp", classpath, "plumbline.clients.Driver");
    } catch (IOException e) {
      throw new AssertionError("cannot read " + classpath(target), e);
    }
  }

  private static Path classpath(Path target) {
    return built(target.resolve("classpath.txt"));
  }

  private static List<String> node() {
    built(BUILT.resolve("node/target/node_modules"));
    return List.of("node", BUILT.resolve("node/target/driver.mjs").toString());
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new AssertionError("no " + path + ": the clients are fetched by `make test-clients`");
    }
    return path;
  }
}
