package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators make of the documents, and what scales and keeps the workloads, in production. */
@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteRulesTest {
  private Documents production = new Documents(List.of());
  private SecretCommands secrets = new SecretCommands(Set.of());

  @BeforeAll
  void render() {
    production = Base.overlay("production");
    secrets = Base.secretCommands();
  }

  static Stream<Arguments> routesAndCertificates() {
    return Stream.of(
        arguments(
            Broken.set("GRPCRoute/grpc", "/spec/rules/0/backendRefs/0/port", 9000), "no service"),
        arguments(Broken.remove("HTTPRoute/tracking", "/spec/rules/0/backendRefs"), "nowhere"),
        arguments(
            Broken.set("HTTPRoute/tracking", "/spec/parentRefs/0/sectionName", "web"),
            "no listener"),
        arguments(Broken.remove("HTTPRoute/tracking", "/spec/parentRefs"), "of no gateway"),
        arguments(
            Broken.set("Certificate/plumbline-gateway", "/spec/secretName", "other"),
            "no certificate makes Secret plumbline-gateway-tls"),
        arguments(
            Broken.set("Certificate/tracking-service", "/spec/issuerRef/name", "other"),
            "no such issuer"),
        arguments(
            Broken.set("BackendTLSPolicy/grpc", "/spec/targetRefs/0/sectionName", "web"),
            "no port"),
        arguments(
            Broken.remove("Certificate/tracking-service", "/spec/keystores"),
            "nobody makes Secret tracking-service-tls/truststore.p12"),
        arguments(
            Broken.set(
                "PodDisruptionBudget/tracking-service",
                "/spec/selector/matchLabels",
                Map.of("app.kubernetes.io/name", "other")),
            "not for one workload"),
        arguments(
            Broken.set(
                "HorizontalPodAutoscaler/tracking-service", "/spec/scaleTargetRef/name", "other"),
            "nothing to scale"));
  }

  @ParameterizedTest
  @MethodSource("routesAndCertificates")
  void failOnWhatLeadsNowhere(Broken broken, String violation) {
    assertThat(ReferenceRules.violations(broken.apply(production), secrets))
        .anySatisfy(found -> assertThat(found).contains(violation));
  }

  @Test
  void everyGrpcServiceIsRoutedToWhoHasIt() throws IOException {
    var routed =
        Stream.of("assignment", "tracking", "analysis")
            .collect(
                Collectors.toMap(
                    it -> it, it -> RouteRules.grpcServices(production, it + "-service")));

    assertThat(routed).isEqualTo(contracts());
  }

  /** By service, the names of the gRPC services in its contracts. */
  private static Map<String, List<String>> contracts() throws IOException {
    var services = new TreeMap<String, List<String>>();
    try (var files = Files.walk(Base.root().resolve("proto/src/main/proto"))) {
      for (var file : files.filter(it -> it.toString().endsWith(".proto")).toList()) {
        var text = Files.readString(file);
        var name = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE).matcher(text);
        assertThat(name.find()).isTrue();
        // Who answers flagd's protocol is assignment-service.
        var owner =
            name.group(1).startsWith("flagd") ? "assignment" : name.group(1).split("\\.")[1];
        Pattern.compile("^service (\\w+)", Pattern.MULTILINE)
            .matcher(text)
            .results()
            .forEach(service ->
                services
                    .computeIfAbsent(owner, _ -> new ArrayList<>())
                    .add(name.group(1) + "." + service.group(1)));
      }
    }
    services.values().forEach(names -> names.sort(null));
    return services;
  }
}
