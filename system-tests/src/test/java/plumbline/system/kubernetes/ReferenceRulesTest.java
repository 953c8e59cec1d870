package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.system.kubernetes.Broken.CONTAINER;
import static plumbline.system.kubernetes.Broken.POD;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
    assertThat(secrets.keys()).hasSize(18);
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
            "selects 3 workloads"),
        set(SERVICE, "/spec/ports/0/targetPort", "web", "no container has the port 'web'"),
        set(SERVICE, "/metadata/namespace", "default", "namespace does not exist"),
        set(DEPLOYMENT, "/spec/selector/matchLabels", Map.of(name, "a"), "select its own pods"),
        set(
            DEPLOYMENT,
            CONTAINER + "/startupProbe/httpGet/port",
            "management",
            "unknown port 'management'"));
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
        set(DEPLOYMENT, variable(12) + "/key", "audience", "no gRPC service at 'plumbline:9080'"),
        set(
            DEPLOYMENT,
            variable(13) + "/key",
            "audience",
            "no gRPC service at 'assignment-service:plumbline'"),
        arguments(
            Broken.remove(DEPLOYMENT, CONTAINER + "/env/13"),
            "no gRPC service at 'assignment-service:'"),
        arguments(Broken.remove(DEPLOYMENT, CONTAINER + "/env/12"), "no gRPC service at ':9080'"),
        set(
            DEPLOYMENT,
            POD + "/volumes/2/secret/items/0/key",
            "analyst",
            "does not make Secret plumbline-service-tokens/analyst"),
        arguments(
            Broken.remove(DEPLOYMENT, POD + "/volumes/1/secret/items"),
            "does not make Secret plumbline-identity/*"),
        set(
            "Deployment/tracking-service",
            CONTAINER + "/env/8/valueFrom/secretKeyRef/name",
            "events-database",
            "does not make Secret events-database/jdbc-url"));
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
        .containsExactly(DEPLOYMENT + ": no ServiceAccount 'analysis-service'");
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
  void failWhereTheReadmeMakesLessOrMoreThanIsRead() {
    var readme =
        """
        kubectl -n plumbline create secret generic plumbline-identity \\
          --from-file=public-key.pem='<file>' \\
          --from-literal=private-key='<key>'
        """;

    var violations = ReferenceRules.violations(base, SecretCommands.parse(readme)).toList();

    assertThat(violations)
        .hasSize(18)
        .contains(
            "k8s/README.md does not make Secret assignment-redis/hosts",
            "nobody reads Secret plumbline-identity/private-key");
  }

  private static String variable(int index) {
    return CONTAINER + "/env/" + index + "/valueFrom/configMapKeyRef";
  }

  private static Arguments set(String document, String pointer, Object value, String violation) {
    return arguments(Broken.set(document, pointer, value), violation);
  }
}
