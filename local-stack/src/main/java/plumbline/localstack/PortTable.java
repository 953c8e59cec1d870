package plumbline.localstack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which port is whose, under the name of the make variable that changes it. */
final class PortTable {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private PortTable() {}

  static PortTable of(StackOptions options) {
    var table = new PortTable();
    for (var service : Service.values()) {
      var ports = options.portsOf(service);
      var name = service.processName();
      table.entries.put(service.name() + "_HTTP", new Entry(ports.http(), name + " (HTTP)"));
      table.entries.put(service.name() + "_GRPC", new Entry(ports.grpc(), name + " (gRPC)"));
    }
    table.entries.put("POSTGRES", new Entry(options.postgresPort(), "PostgreSQL"));
    table.entries.put("REDIS", new Entry(options.redisPort(), "Redis"));
    table.entries.values().removeIf(entry -> entry.port == 0);
    return table;
  }

  /**
   * Says which ports cannot be used.
   *
   * @throws StackFailure if any of them is taken, or meant for two
   */
  void check() {
    var problems = new ArrayList<String>();
    var owners = new LinkedHashMap<Integer, String>();
    entries.forEach((variable, entry) -> {
      var other = owners.putIfAbsent(entry.port, entry.owner);
      if (other != null) {
        problems.add(problem(variable, entry, "is meant for " + other + " as well"));
      } else if (!Ports.isFree(entry.port)) {
        problems.add(problem(variable, entry, "is taken by another program"));
      }
    });
    if (!problems.isEmpty()) {
      throw new StackFailure(render(problems));
    }
  }

  private static String problem(String variable, Entry entry, String what) {
    return "port %d for %s %s; another one: make up %s=%d"
        .formatted(entry.port, entry.owner, what, variable, suggestion(entry.port));
  }

  private static int suggestion(int port) {
    return port < 50_000 ? port + 10_000 : Ports.free();
  }

  private static String render(List<String> problems) {
    return String.join(System.lineSeparator(), problems);
  }

  private record Entry(int port, String owner) {}
}
