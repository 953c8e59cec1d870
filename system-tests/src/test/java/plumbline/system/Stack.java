package plumbline.system;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackClients;
import plumbline.localstack.StackOptions;
import plumbline.localstack.WebhookReceiver;

/**
 * The one stack that the system tests share, started by the first that asks, ended with the JVM.
 */
public final class Stack {
  private static final Map<Service, Balancer> BALANCERS = new EnumMap<>(Service.class);

  private static @Nullable LocalStack running;
  private static @Nullable StackClients connections;
  private static @Nullable WebhookReceiver receiver;

  private Stack() {}

  public static synchronized LocalStack get() {
    var stack = running;
    if (stack == null) {
      var webhook = WebhookReceiver.start(0);
      var hook = "PLUMBLINE_NOTIFICATION_WEBHOOKS_TESTS_";
      stack =
          LocalStack.start(
              balanced(StackOptions.random(Directories.temporary()))
                  .withEnvironment(
                      Service.ANALYSIS,
                      hook + "URL",
                      "http://127.0.0.1:" + webhook.port() + "/told")
                  .withEnvironment(Service.ANALYSIS, hook + "SECRET", "a-secret-of-enough-bytes")
                  // Some act as the proxy in front of it.
                  .withEnvironment(
                      Service.ANALYSIS, "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
                  // Tests send events in time; nothing later is waited for.
                  .withEnvironment(Service.TRACKING, "PLUMBLINE_STATISTICS_LATENESS", "0s"));
      receiver = webhook;
      running = stack;
      connections = stack.clients();
    }
    return stack;
  }

  /** Through which the services reach one of them, whichever its replicas are. */
  public static synchronized Balancer balancer(Service service) {
    get();
    return Objects.requireNonNull(BALANCERS.get(service));
  }

  private static StackOptions balanced(StackOptions options) {
    var balanced = options;
    for (var service : Service.values()) {
      var balancer = Balancer.open();
      balancer.add(Objects.requireNonNull(options.ports().get(service)).grpc());
      BALANCERS.put(service, balancer);
      for (var caller : Service.values()) {
        balanced =
            balanced.withEnvironment(
                caller, "PLUMBLINE_" + service.name() + "_PORT", String.valueOf(balancer.port()));
      }
    }
    return balanced;
  }

  /** What analysis-service told of the experiment so far, by webhook; the bodies. */
  static synchronized List<String> told(String experiment) {
    get();
    return receiver == null
        ? List.of()
        : receiver.received("/told", '"' + experiment + '"').stream()
            .map(WebhookReceiver.Received::body)
            .toList();
  }

  /** Stubs with a token of that role. */
  public static synchronized StackClients as(String role) {
    var stack = get();
    var open = connections;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open.as(stack.token("test-" + role, Set.of(role), Duration.ofHours(1)));
  }

  /** Version of the snapshot that Redis holds; -1: none. */
  static long sharedVersion() {
    var reply = get().redis().send("HGET {plumbline:snapshot}:3:meta version").lines().toList();
    return reply.getFirst().equals("$-1") ? -1 : Long.parseLong(reply.get(1));
  }

  static StackClients withoutToken() {
    get();
    var open = connections;
    if (open == null) {
      throw new IllegalStateException("not connected");
    }
    return open;
  }
}
