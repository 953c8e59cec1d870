package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How a packaged service is started: on the JDK that runs the stack, or as an executable. */
final class ServiceLaunches {
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** System property of whoever starts the stack: more options of the services' JVMs. */
  private static final String MORE_OPTIONS = "plumbline.stack.jvm";

  /** System property of whoever starts the stack: whether the services are native executables. */
  private static final String NATIVE = "plumbline.stack.native";

  private ServiceLaunches() {}

  /**
   * Looks before anything is started.
   *
   * @throws StackFailure if a service is not packaged
   */
  static void requirePackaged(StackOptions options) {
    for (var service : options.services()) {
      var packaged = packaged(options, service);
      if (!Files.exists(packaged)) {
        throw new StackFailure(
            "%s is not packaged (no %s): %s"
                .formatted(
                    service.processName(),
                    packaged,
                    isNative() ? "make native" : "./mvnw package -DskipTests"));
      }
    }
  }

  /** The service's launch, with an empty log. */
  static ServiceLaunch of(
      Service service,
      StackOptions options,
      StackDirectory directory,
      Map<String, String> environment) {
    var name = service.processName();
    cut(directory.log(name));
    return new ServiceLaunch(
        name,
        command(packaged(options, service)),
        environment,
        options.portsOf(service),
        directory.root(),
        directory.log(name),
        directory.pidFile(name));
  }

  /**
   * One more process of a service, with an empty log.
   *
   * @param number tells it from the others of its service, from 2
   * @param command program and arguments
   * @param environment variables over those of the first process
   */
  static ServiceLaunch replica(
      ServiceLaunch first,
      int number,
      StackDirectory directory,
      List<String> command,
      Map<String, String> environment) {
    var name = first.name() + "-" + number;
    var ports = ServicePorts.free();
    var variables = new HashMap<>(first.environment());
    variables.putAll(ServiceEnvironment.listeners(ports));
    variables.putAll(environment);
    cut(directory.log(name));
    return new ServiceLaunch(
        name,
        command,
        variables,
        ports,
        first.workingDirectory(),
        directory.log(name),
        directory.pidFile(name));
  }

  static boolean isNative() {
    return Boolean.getBoolean(NATIVE);
  }

  private static Path packaged(StackOptions options, Service service) {
    var target = options.repository().resolve(service.processName()).resolve("target");
    return isNative() ? executable(target) : target.resolve("quarkus-app/quarkus-run.jar");
  }

  /** Its name has the version. */
  private static Path executable(Path target) {
    try (var found = Files.newDirectoryStream(target, "*-runner")) {
      var files = found.iterator();
      return files.hasNext() ? files.next() : target.resolve("*-runner");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path packaged) {
    var program = packaged.toAbsolutePath().toString();
    if (isNative()) {
      return List.of(program, "-Xmx512m");
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(moreOptions());
    command.add("-jar");
    command.add(program);
    return command;
  }

  private static List<String> moreOptions() {
    return Stream.of(System.getProperty(MORE_OPTIONS, "").split(" "))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  private static void cut(Path log) {
    try {
      Files.createDirectories(log.getParent());
      Files.writeString(log, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
