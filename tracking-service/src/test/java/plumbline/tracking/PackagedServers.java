package plumbline.tracking;

import java.util.HashMap;
import java.util.Map;

/** The same for the packaged service, a process that takes its configuration as it is given. */
public final class PackagedServers extends Servers {
  @Override
  public Map<String, String> start() {
    var config = new HashMap<>(super.start());
    config.put("quarkus.grpc.server.port", String.valueOf(GRPC_PORT));
    return config;
  }
}
