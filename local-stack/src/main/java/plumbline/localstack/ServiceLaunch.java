package plumbline.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a service's process is started.
 *
 * @param name what it is called
 * @param command program and arguments
 * @param environment variables added to the inherited ones
 * @param ports where it will listen
 * @param workingDirectory its working directory
 * @param log where its output is appended
 * @param pidFile where its record is kept
 */
record ServiceLaunch(
    String name,
    List<String> command,
    Map<String, String> environment,
    ServicePorts ports,
    Path workingDirectory,
    Path log,
    Path pidFile) {

  ServiceLaunch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
