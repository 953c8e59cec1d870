package plumbline.analysis;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import plumbline.localstack.Ports;

/** The same as {@link Surroundings} for the packaged service, which is a process of its own. */
public final class PackagedSurroundings implements QuarkusTestResourceLifecycleManager {
  private final Surroundings surroundings = new Surroundings();

  @Override
  public Map<String, String> start() {
    var config = new HashMap<>(surroundings.start());
    config.put("quarkus.grpc.server.port", config.get("quarkus.grpc.server.test-port"));
    config.put("quarkus.http.test-port", Integer.toString(Ports.free()));
    // The tests find the service by a configuration that is not the service's.
    config.forEach(System::setProperty);
    return config;
  }

  @Override
  public void stop() {
    surroundings.stop();
  }
}
