package plumbline.localstack.demo;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import plumbline.localstack.Service;
import plumbline.localstack.ServicePorts;
import plumbline.localstack.StackFailure;
import plumbline.localstack.StackOptions;

/** Reads {@code NAME=value} arguments, named like the make variables; an empty value is none. */
final class Settings {
  private final Map<String, String> values = new HashMap<>();

  private Settings() {}

  /**
   * The options that the arguments describe.
   *
   * @throws StackFailure naming the variable that makes no sense
   */
  static StackOptions parse(Path repository, String... arguments) {
    var settings = new Settings();
    for (var argument : arguments) {
      var equals = argument.indexOf('=');
      if (equals < 1) {
        throw new StackFailure("'" + argument + "' must be NAME=value");
      }
      settings.values.put(argument.substring(0, equals), argument.substring(equals + 1).strip());
    }
    return settings.options(repository);
  }

  private StackOptions options(Path repository) {
    var directory = Path.of(values.getOrDefault("DATA_DIR", ".plumbline"));
    var standard = StackOptions.standard(repository, directory);
    var ports = new EnumMap<Service, ServicePorts>(Service.class);
    standard
        .ports()
        .forEach((service, usual) ->
            ports.put(
                service,
                new ServicePorts(
                    port(service.name() + "_HTTP", usual.http(), 1),
                    port(service.name() + "_GRPC", usual.grpc(), 1))));
    return new StackOptions(
        repository, directory, ports, port("POSTGRES", 0, 0), port("REDIS", 0, 0), Map.of());
  }

  private int port(String name, int usual, int lowest) {
    var text = values.getOrDefault(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      var port = Integer.parseInt(text);
      if (port >= lowest && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new StackFailure(name + " must be a port, " + lowest + " to 65535, not '" + text + "'");
  }
}
