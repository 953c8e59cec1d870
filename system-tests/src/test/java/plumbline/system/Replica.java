package plumbline.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackClients;

/** One process of assignment-service, with connections of its own. */
final class Replica implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ServiceProcess process;
  private final StackClients connections;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  private Replica(ServiceProcess process) {
    this.process = process;
    this.connections = Stack.get().clients(process);
  }

  /** The one that every stack has. Closing it closes the connections alone. */
  static Replica first() {
    return new Replica(Stack.get().assignment());
  }

  /** One more, which need not be ready yet. */
  static Replica launch(Map<String, String> environment) {
    var process = Stack.get().replica(Service.ASSIGNMENT, environment);
    process.launch();
    return new Replica(process);
  }

  /** One more, ready. */
  static Replica start() {
    var replica = launch(Map.of());
    replica.process.awaitReady();
    return replica;
  }

  ServiceProcess process() {
    return process;
  }

  /** Kills it, and starts it again without waiting until it is ready. */
  void killAndLaunch() {
    process.kill();
    process.launch();
  }

  /** Stubs of this replica with a token of that role. */
  StackClients as(String role) {
    return connections.as(tokens.computeIfAbsent(role, Replica::token));
  }

  /** Whether it answers over HTTP, be it ready or not. */
  boolean answers() throws InterruptedException {
    try {
      return get("/q/health/live").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What its readiness says of the snapshot: epoch, version and age. */
  JsonNode snapshot() throws IOException, InterruptedException {
    var checks = new ObjectMapper().readTree(get("/q/health/ready").body()).get("checks");
    for (var check : checks) {
      if (check.get("name").asText().equals("snapshot")) {
        return check.path("data");
      }
    }
    throw new IllegalStateException("no snapshot among " + checks);
  }

  /** Version of the definitions that it assigns by. */
  long version() throws IOException, InterruptedException {
    return snapshot().get("version").asLong();
  }

  /** The value of a metric without labels. */
  double metric(String name) throws IOException, InterruptedException {
    return get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name));
  }

  @Override
  public void close() {
    connections.close();
    if (process != Stack.get().assignment()) {
      process.close();
    }
  }

  private static String token(String role) {
    return Stack.get().token("test-" + role, Set.of(role), Duration.ofHours(1));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + process.httpPort() + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
