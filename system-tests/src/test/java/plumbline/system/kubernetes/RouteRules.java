package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operators' documents say about others is true. They have no schema here, so a field that
 * is misspelt is one that is missing.
 */
final class RouteRules {
  private RouteRules() {}

  static Stream<String> violations(Documents documents) {
    var routes =
        Stream.of("HTTPRoute", "GRPCRoute")
            .flatMap(documents::ofKind)
            .flatMap(route ->
                Stream.concat(parents(documents, route), backends(documents, route))
                    .map(violation -> Documents.id(route) + ": " + violation));
    var policies =
        documents
            .ofKind("BackendTLSPolicy")
            .flatMap(policy ->
                policy
                    .at("/spec/targetRefs")
                    .valueStream()
                    .filter(it ->
                        !hasPort(
                            documents,
                            it.path("name").asText(),
                            "/name",
                            it.path("sectionName").asText()))
                    .map(it -> Documents.id(policy) + ": no port " + it));
    return Stream.of(routes, policies, secrets(documents), issuers(documents))
        .flatMap(violations -> violations);
  }

  private static Stream<String> parents(Documents documents, JsonNode route) {
    var parents = route.at("/spec/parentRefs");
    return parents.isEmpty()
        ? Stream.of("of no gateway")
        : parents
            .valueStream()
            .filter(parent ->
                documents
                    .find("Gateway/" + parent.path("name").asText())
                    .at("/spec/listeners")
                    .valueStream()
                    .noneMatch(it -> it.path("name").equals(parent.path("sectionName"))))
            .map(parent -> "no listener " + parent);
  }

  private static Stream<String> backends(Documents documents, JsonNode route) {
    return route
        .at("/spec/rules")
        .valueStream()
        .flatMap(rule ->
            rule.path("backendRefs").isEmpty() && rule.path("filters").isEmpty()
                ? Stream.of("a rule leads nowhere")
                : rule.path("backendRefs")
                    .valueStream()
                    .filter(it ->
                        !hasPort(
                            documents, it.path("name").asText(), "/port", it.path("port").asText()))
                    .map(it -> "no service " + it));
  }

  private static boolean hasPort(
      Documents documents, String service, String field, String expected) {
    return documents
        .find("Service/" + service)
        .at("/spec/ports")
        .valueStream()
        .anyMatch(port -> port.at(field).asText().equals(expected));
  }

  /** Secrets that these refer to are certificates' of these. */
  private static Stream<String> secrets(Documents documents) {
    var made =
        documents
            .ofKind("Certificate")
            .map(it -> it.at("/spec/secretName").asText())
            .collect(Collectors.toSet());
    return Stream.of(
            documents
                .ofKind("Gateway")
                .flatMap(it ->
                    Stream.concat(
                        it.at("/spec/listeners")
                            .valueStream()
                            .flatMap(listener -> listener.at("/tls/certificateRefs").valueStream()),
                        Stream.of(it.at("/spec/tls/backend/clientCertificateRef"))))
                .map(it -> it.path("name").asText()),
            documents
                .ofKind("BackendTLSPolicy")
                .flatMap(it -> it.at("/spec/validation/caCertificateRefs").valueStream())
                .map(it -> it.path("name").asText()),
            documents.ofKind("Issuer").map(it -> it.at("/spec/ca/secretName").asText()))
        .flatMap(names -> names)
        .filter(name -> !name.isEmpty() && !made.contains(name))
        .map(name -> "no certificate makes Secret " + name);
  }

  private static Stream<String> issuers(Documents documents) {
    return documents
        .ofKind("Certificate")
        .filter(it -> !it.at("/spec/issuerRef/kind").asText().equals("ClusterIssuer"))
        .filter(it -> !documents.has("Issuer/" + it.at("/spec/issuerRef/name").asText()))
        .map(it -> Documents.id(it) + ": no such issuer");
  }

  /** By name of the backend, the gRPC services that are routed to it. */
  static List<String> grpcServices(Documents documents, String backend) {
    return documents
        .find("GRPCRoute/grpc")
        .at("/spec/rules")
        .valueStream()
        .filter(rule -> rule.at("/backendRefs/0/name").asText().equals(backend))
        .flatMap(rule -> rule.path("matches").valueStream())
        .map(match -> match.at("/method/service").asText())
        .sorted()
        .toList();
  }
}
