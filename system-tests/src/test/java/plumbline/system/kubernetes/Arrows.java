package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the NetworkPolicies together let through, as lines to compare: {@code in assignment <-
 * tracking 9080} and {@code out tracking -> assignment 9080}. An arrow needs both.
 */
record Arrows(Documents documents) {
  /** By component, what its pods are labelled with, as far as policies look at it. */
  private static final Map<String, Map<String, String>> PODS =
      Map.of(
          "assignment", component("assignment"),
          "tracking", component("tracking"),
          "analysis", component("analysis"),
          "migration", component("migration"),
          "cache", component("cache"),
          "gateway", Map.of("gateway.networking.k8s.io/gateway-name", "plumbline"),
          "postgres", Map.of("cnpg.io/cluster", "tracking-database"));

  private static Map<String, String> component(String name) {
    return Map.of("app.kubernetes.io/component", name);
  }

  /** Those that may be talked to by nobody, or talk to nobody, but for what a policy says. */
  boolean closes(String direction) {
    return documents
        .ofKind("NetworkPolicy")
        .anyMatch(policy ->
            policy.at("/spec/podSelector").isEmpty()
                && has(policy, direction)
                && policy.at("/spec/" + direction.toLowerCase(Locale.ROOT)).isEmpty());
  }

  List<String> all() {
    return documents
        .ofKind("NetworkPolicy")
        .flatMap(policy ->
            Stream.concat(
                rules(policy, "Ingress", "ingress", "from", "in %s <- %s %s"),
                rules(policy, "Egress", "egress", "to", "out %s -> %s %s")))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean has(JsonNode policy, String direction) {
    return values(policy.at("/spec/policyTypes")).contains(direction);
  }

  private static Stream<String> rules(
      JsonNode policy, String direction, String rules, String peers, String form) {
    if (!has(policy, direction)) {
      // A rule without its direction is none, and looks like one.
      return policy.at("/spec/" + rules).isEmpty()
          ? Stream.empty()
          : Stream.of(Documents.id(policy) + " has " + rules + " that nobody reads");
    }
    var lines = new ArrayList<String>();
    for (var rule : policy.at("/spec/" + rules)) {
      for (var selected : pods(policy.at("/spec/podSelector"))) {
        for (var peer : peers(rule.path(peers))) {
          for (var port : ports(rule.path("ports"))) {
            lines.add(form.formatted(selected, peer, port));
          }
        }
      }
    }
    return lines.stream();
  }

  private static List<String> pods(JsonNode selector) {
    if (selector.isEmpty()) {
      return List.of("everybody");
    }
    var selected =
        PODS.entrySet().stream()
            .filter(pod -> selects(selector, pod.getValue()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return selected.isEmpty() ? List.of("nobody by " + selector) : selected;
  }

  private static boolean selects(JsonNode selector, Map<String, String> labels) {
    var equal =
        selector
            .path("matchLabels")
            .propertyStream()
            .allMatch(it -> it.getValue().asText().equals(labels.get(it.getKey())));
    return equal
        && selector
            .path("matchExpressions")
            .valueStream()
            .allMatch(it -> {
              var value = labels.get(it.path("key").asText());
              return value != null
                  && switch (it.path("operator").asText()) {
                    case "Exists" -> true;
                    case "In" -> values(it.path("values")).contains(value);
                    default -> false;
                  };
            });
  }

  private static List<String> peers(JsonNode peers) {
    return peers.isEmpty()
        ? List.of("anywhere")
        : peers.valueStream().flatMap(peer -> peer(peer).stream()).toList();
  }

  private static List<String> peer(JsonNode peer) {
    if (peer.has("ipBlock")) {
      return List.of(
          peer.at("/ipBlock/cidr").asText() + " but " + values(peer.at("/ipBlock/except")).size());
    }
    if (peer.has("namespaceSelector")) {
      return List.of(
          "namespaces "
              + peer.at("/namespaceSelector/matchLabels")
                  .propertyStream()
                  .map(it -> it.getKey() + "=" + it.getValue().asText())
                  .collect(Collectors.joining(",")));
    }
    return pods(peer.path("podSelector"));
  }

  private static List<String> ports(JsonNode ports) {
    return ports.isEmpty()
        ? List.of("any port")
        : ports.valueStream().map(port -> port.path("port").asText()).distinct().toList();
  }

  private static List<String> values(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
