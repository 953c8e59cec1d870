package plumbline.system.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.kit.identity.AccessTable;
import plumbline.localstack.Service;
import plumbline.system.wire.HttpWire;
import plumbline.system.wire.Rpc;

/** Every route of the table, with what the services' own documents say of it. */
final class Routes {
  /**
   * A route.
   *
   * @param rpc whose request a body is; null where no document says so
   * @param parameters of the query
   */
  record Route(
      Service service, String method, String path, @Nullable Rpc rpc, List<String> parameters) {
    boolean isPage() {
      return !path.startsWith("/v1/") && !path.startsWith("/ofrep/") && !path.startsWith("/q/");
    }
  }

  private Routes() {}

  static List<Route> all(HttpWire wire, List<Rpc> rpcs) {
    var documented = new HashMap<String, Route>();
    for (var service : Service.values()) {
      document(wire, service)
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(operation -> {
                    var route = route(service, path.getKey(), operation, rpcs);
                    documented.put(route.method + " " + route.path, route);
                  }));
    }
    return AccessTable.routes().stream()
        .map(row -> documented.getOrDefault(row, undocumented(row)))
        .toList();
  }

  private static JsonNode document(HttpWire wire, Service service) {
    var answer = wire.send(service, "GET", "/v1/openapi.json", Map.of(), new byte[0]);
    try {
      return new ObjectMapper().readTree(answer.body()).path("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Route route(
      Service service, String path, Map.Entry<String, JsonNode> operation, List<Rpc> rpcs) {
    var parameters = new ArrayList<String>();
    for (var parameter : operation.getValue().path("parameters")) {
      if (parameter.path("in").asText().equals("query")) {
        parameters.add(parameter.path("name").asText());
      }
    }
    var name =
        operation.getValue().path("tags").path(0).asText()
            + "/"
            + operation.getValue().path("operationId").asText();
    var rpc = rpcs.stream().filter(it -> it.name().endsWith("." + name)).findFirst().orElse(null);
    return new Route(service, operation.getKey().toUpperCase(Locale.ROOT), path, rpc, parameters);
  }

  /** A page's, mostly; flags are evaluated elsewhere. */
  private static Route undocumented(String row) {
    var method = row.substring(0, row.indexOf(' '));
    var path = row.substring(method.length() + 1);
    var service = path.startsWith("/ofrep/") ? Service.ASSIGNMENT : Service.ANALYSIS;
    return new Route(service, method, path, null, List.of());
  }
}
