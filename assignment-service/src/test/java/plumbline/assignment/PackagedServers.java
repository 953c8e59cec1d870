package plumbline.assignment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** The same as {@link Servers} for the packaged service, which is a process of its own. */
public final class PackagedServers implements QuarkusTestResourceLifecycleManager {
  private final Servers servers = new Servers();

  @Override
  public Map<String, String> start() {
    var config = new HashMap<>(servers.start());
    config.put("quarkus.grpc.server.port", config.get("quarkus.grpc.server.test-port"));
    // The tests find the service by a configuration that is not the service's.
    config.forEach(System::setProperty);
    return config;
  }

  @Override
  public void stop() {
    servers.stop();
  }
}
