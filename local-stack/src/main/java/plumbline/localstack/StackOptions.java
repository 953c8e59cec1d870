package plumbline.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a local stack is made of.
 *
 * @param repository the tree that holds the packaged services
 * @param directory where data, keys, logs and process records are kept
 * @param ports each service's ports
 * @param postgresPort 0 for any free one
 * @param redisPort 0 for any free one
 * @param environment variables of single services, over those that the stack sets itself
 * @param services what is started; the others are as if they were away
 */
public record StackOptions(
    Path repository,
    Path directory,
    Map<Service, ServicePorts> ports,
    int postgresPort,
    int redisPort,
    Map<Service, Map<String, String>> environment,
    Set<Service> services) {

  public StackOptions {
    directory = directory.toAbsolutePath().normalize();
    ports = Map.copyOf(ports);
    environment = Map.copyOf(environment);
    services = Set.copyOf(services);
  }

  /** As above, with all the services. */
  public StackOptions(
      Path repository,
      Path directory,
      Map<Service, ServicePorts> ports,
      int postgresPort,
      int redisPort,
      Map<Service, Map<String, String>> environment) {
    this(
        repository,
        directory,
        ports,
        postgresPort,
        redisPort,
        environment,
        Set.of(Service.values()));
  }

  /**
   * The published ports: 8080 and 9080 analysis, 8081 and 9081 assignment, 8082 and 9082 tracking.
   */
  public static StackOptions standard(Path repository, Path directory) {
    return new StackOptions(
        repository,
        directory,
        Map.of(
            Service.ANALYSIS, new ServicePorts(8080, 9080),
            Service.ASSIGNMENT, new ServicePorts(8081, 9081),
            Service.TRACKING, new ServicePorts(8082, 9082)),
        0,
        0,
        Map.of());
  }

  /** Free ports, and the repository that the current directory is in: for tests. */
  public static StackOptions random(Path directory) {
    var ports = new EnumMap<Service, ServicePorts>(Service.class);
    for (var service : Service.values()) {
      ports.put(service, ServicePorts.free());
    }
    return new StackOptions(currentRepository(), directory, ports, 0, 0, Map.of());
  }

  /** The same with the services of another tree. */
  public StackOptions in(Path otherRepository) {
    return new StackOptions(
        otherRepository, directory, ports, postgresPort, redisPort, environment, services);
  }

  /** The same with one more variable for a service. */
  public StackOptions withEnvironment(Service service, String variable, String value) {
    var all = new HashMap<>(environment);
    var variables = new HashMap<>(all.getOrDefault(service, Map.of()));
    variables.put(variable, value);
    all.put(service, Map.copyOf(variables));
    return new StackOptions(repository, directory, ports, postgresPort, redisPort, all, services);
  }

  /** The same with these services alone. */
  public StackOptions only(Service... started) {
    return new StackOptions(
        repository, directory, ports, postgresPort, redisPort, environment, Set.of(started));
  }

  ServicePorts portsOf(Service service) {
    var found = ports.get(service);
    if (found == null) {
      throw new IllegalArgumentException("no ports for " + service.processName());
    }
    return found;
  }

  /**
   * The repository that the current directory is in: tests run in their module's directory under
   * Maven, and often in the root in an editor.
   *
   * @throws StackFailure if it is in none
   */
  public static Path currentRepository() {
    var start = Path.of("").toAbsolutePath();
    for (var candidate = start; candidate != null; candidate = candidate.getParent()) {
      if (Files.exists(candidate.resolve("mvnw"))) {
        return candidate;
      }
    }
    throw new StackFailure("not inside of the repository: " + start);
  }
}
