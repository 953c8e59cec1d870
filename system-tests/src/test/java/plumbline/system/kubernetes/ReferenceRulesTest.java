package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.system.kubernetes.Broken.CONTAINER;
import static plumbline.system.kubernetes.Broken.POD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceRulesTest {
  private static final String DEPLOYMENT = "Deployment/analysis-service";
  private static final String SERVICE = "Service/analysis-service";

  private Documents base = new Documents(List.of());
  private SecretCommands secrets = new SecretCommands(Set.of());

  @BeforeAll
  void render() {
    base = Base.render();
    secrets = Base.secretCommands();
  }

  @Test
  void theBaseKeepsThem() {
    assertThat(base.ofKind("Service")).hasSize(3);
    assertThat(secrets.keys()).hasSize(19);
    assertThat(ReferenceRules.violations(base, secrets)).isEmpty();
  }

  static Stream<Arguments> labelsAndPorts() {
    var name = "app.kubernetes.io/name";
    return Stream.of(
        set(SERVICE, "/spec/selector", Map.of(name, "analysis"), "selects 0 workloads"),
        set(SERVICE, "/spec/selector", Map.of(), "selects 0 workloads"),
        set(
            SERVICE,
            "/spec/selector",
            Map.of("app.kubernetes.io/part-of", "plumbline"),
            "selects 6 workloads"),
        set(SERVICE, "/spec/ports/0/targetPort", "web", "no container has the port 'web'"),
        set(SERVICE, "/metadata/namespace", "default", "namespace does not exist"),
        set(DEPLOYMENT, "/spec/selector/matchLabels", Map.of(name, "a"), "select its own pods"),
        set(DEPLOYMENT, CONTAINER + "/startupProbe/grpc/port", 9000, "unknown port '9000'"));
  }

  static Stream<Arguments> accountsAndFiles() {
    return Stream.of(
        set(DEPLOYMENT, POD + "/serviceAccountName", "analyst", "no ServiceAccount 'analyst'"),
        arguments(Broken.remove(DEPLOYMENT, POD + "/serviceAccountName"), "no ServiceAccount ''"),
        set(DEPLOYMENT, CONTAINER + "/volumeMounts/0/name", "temp", "unknown volume 'temp'"),
        set(
            DEPLOYMENT,
            CONTAINER + "/volumeMounts/2/mountPath",
            "/etc/token",
            "nothing is mounted as /etc/plumbline/service-token/token"),
        set(
            DEPLOYMENT,
            POD + "/volumes/1/secret/items/0/path",
            "key.pem",
            "nothing is mounted as /etc/plumbline/identity/public-key.pem"));
  }

  static Stream<Arguments> settingsAndSecrets() {
    return Stream.of(
        set(DEPLOYMENT, variable(4) + "/key", "issuers", "/issuers"),
        set(DEPLOYMENT, variable(4) + "/name", "plumblime", "no setting plumblime/issuer"),
        set(DEPLOYMENT, variable(14) + "/key", "audience", "no gRPC service at 'plumbline:9080'"),
        set(
            DEPLOYMENT,
            variable(15) + "/key",
            "audience",
            "no gRPC service at 'assignment-service:plumbline'"),
        arguments(
            Broken.remove(DEPLOYMENT, CONTAINER + "/env/15"),
            "no gRPC service at 'assignment-service:'"),
        arguments(Broken.remove(DEPLOYMENT, CONTAINER + "/env/14"), "no gRPC service at ':9080'"),
        set(
            DEPLOYMENT,
            POD + "/volumes/2/secret/items/0/key",
            "analyst",
            "nobody makes Secret plumbline-service-tokens/analyst"),
        arguments(
            Broken.remove(DEPLOYMENT, POD + "/volumes/1/secret/items"),
            "nobody makes Secret plumbline-identity/*"),
        set(
            "Deployment/tracking-service",
            CONTAINER + "/env/10/valueFrom/secretKeyRef/name",
            "events-database",
            "nobody makes Secret events-database/jdbc-uri"));
  }

  @ParameterizedTest
  @MethodSource({"labelsAndPorts", "accountsAndFiles", "settingsAndSecrets"})
  void failOnWhatPointsNowhere(Broken broken, String violation) {
    assertThat(ReferenceRules.violations(broken.apply(base), secrets))
        .anySatisfy(found -> assertThat(found).contains(violation));
  }

  @Test
  void failOnAServiceOnAnotherPortThanItsCallersUse() {
    var broken = Broken.set(SERVICE.replace("analysis", "tracking"), "/spec/ports/1/port", 9000);

    assertThat(ReferenceRules.violations(broken.apply(base), secrets))
        .containsExactlyInAnyOrder(
            "Deployment/analysis-service: no gRPC service at 'tracking-service:9080'",
            "Deployment/assignment-service: no gRPC service at 'tracking-service:9080'");
  }

  @Test
  void failOnAMissingDocument() {
    assertThat(
            ReferenceRules.violations(
                Broken.without(base, "ServiceAccount/analysis-service"), secrets))
        .containsExactly(
            DEPLOYMENT + ": no ServiceAccount 'analysis-service'",
            "Job/analysis-migration: no ServiceAccount 'analysis-service'");
    assertThat(ReferenceRules.violations(Broken.without(base, "Namespace/plumbline"), secrets))
        .hasSize(base.all().size() - 1);
  }

  @Test
  void failOnADocumentThatIsThereTwice() {
    var again = Broken.with(base, Stream.of(base.find(SERVICE)));

    assertThat(ReferenceRules.violations(again, secrets))
        .containsExactly(SERVICE + ": is there more than once");
  }

  @Test
  void failWhereTheReadmeMakesLessThanIsRead() {
    var readme =
        """
        kubectl -n plumbline create secret generic plumbline-identity \\
          --from-file=public-key.pem='<file>' \\
          --from-literal=private-key='<key>'
        """;

    assertThat(ReferenceRules.violations(base, SecretCommands.parse(readme)))
        .hasSize(17)
        .contains("nobody makes Secret assignment-redis/hosts");
  }

  @Test
  void theReadmeMakesWhatIsReadAndNoMore() {
    var used = new TreeSet<>(SecretKeys.used(base));
    used.addAll(SecretKeys.used(Base.overlay("production")));
    used.removeIf(key -> key.contains("-service-tls/"));

    assertThat(secrets.keys()).isEqualTo(used);
  }

  @Test
  void everyOverlayKeepsThem() {
    assertThat(Base.overlays())
        .contains("dev", "production")
        .allSatisfy(overlay ->
            assertThat(ReferenceRules.violations(Base.overlay(overlay), secrets)).isEmpty());
  }

  @Test
  void inProductionNoSecretIsMadeByHand() {
    assertThat(SecretKeys.byHand(Base.overlay("production"))).isEmpty();
    assertThat(SecretKeys.byHand(Base.overlay("dev")))
        .allMatch(key -> key.startsWith("plumbline-") || key.startsWith("tracking-erasure/"));
  }

  private static String variable(int index) {
    return CONTAINER + "/env/" + index + "/valueFrom/configMapKeyRef";
  }

  private static Arguments set(String document, String pointer, Object value, String violation) {
    return arguments(Broken.set(document, pointer, value), violation);
  }
}
