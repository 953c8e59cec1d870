package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.system.kubernetes.Broken.CONTAINER;
import static plumbline.system.kubernetes.Broken.POD;

import java.util.List;
import java.util.Map;
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
class SecurityRulesTest {
  private static final String DEPLOYMENT = "Deployment/analysis-service";

  private Documents base = new Documents(List.of());

  @BeforeAll
  void render() {
    base = Base.render();
  }

  @Test
  void theBaseKeepsThem() {
    assertThat(base.workloads()).hasSize(3);
    assertThat(SecurityRules.violations(base)).isEmpty();
  }

  static Stream<Arguments> brokenPods() {
    return Stream.of(
        removed(POD + "/automountServiceAccountToken", "automountServiceAccountToken"),
        set(POD + "/automountServiceAccountToken", true, "automountServiceAccountToken"),
        removed(POD + "/securityContext/runAsNonRoot", "runAsNonRoot"),
        set(POD + "/securityContext/runAsNonRoot", false, "runAsNonRoot"),
        removed(POD + "/securityContext/runAsUser", "runAsUser"),
        set(POD + "/securityContext/runAsUser", 0, "runAsUser"),
        set(POD + "/securityContext/runAsUser", 1000, "runAsUser"),
        removed(POD + "/securityContext/seccompProfile", "seccompProfile"),
        set(POD + "/securityContext/seccompProfile/type", "Unconfined", "seccompProfile"),
        set(POD + "/securityContext/sysctls", List.of(), "sysctls"),
        set(POD + "/securityContext/seLinuxOptions", Map.of(), "seLinuxOptions"),
        set(POD + "/securityContext/windowsOptions", Map.of(), "windowsOptions"),
        set(POD + "/hostNetwork", true, "hostNetwork"),
        set(POD + "/hostPID", true, "hostPID"),
        set(POD + "/hostIPC", true, "hostIPC"));
  }

  static Stream<Arguments> brokenContainers() {
    var context = CONTAINER + "/securityContext";
    return Stream.of(
        removed(context + "/allowPrivilegeEscalation", "allowPrivilegeEscalation"),
        set(context + "/allowPrivilegeEscalation", true, "allowPrivilegeEscalation"),
        removed(context + "/readOnlyRootFilesystem", "readOnlyRootFilesystem"),
        set(context + "/readOnlyRootFilesystem", false, "readOnlyRootFilesystem"),
        removed(context + "/capabilities", "drop"),
        set(context + "/capabilities/drop", List.of("NET_RAW"), "drop"),
        set(context + "/capabilities/add", List.of("SYS_ADMIN"), "add"),
        set(context + "/privileged", true, "privileged"),
        set(context + "/procMount", "Unmasked", "procMount"),
        set(context + "/runAsNonRoot", false, "runAsNonRoot"),
        set(context + "/runAsUser", 0, "runAsUser"),
        set(context + "/seLinuxOptions", Map.of(), "seLinuxOptions"),
        set(context + "/seccompProfile", Map.of("type", "Unconfined"), "seccompProfile"),
        set(context + "/windowsOptions", Map.of(), "windowsOptions"),
        set(CONTAINER + "/ports/0/hostPort", 80, "port http"),
        set(CONTAINER + "/envFrom", List.of(), "envFrom"),
        set(CONTAINER + "/env/0/name", "PLUMBLINE_IDENTITY_ANONYMOUS_CLIENT", "without a token"),
        set(CONTAINER + "/volumeMounts/0/mountPath", "/var/tmp", "no own /tmp"));
  }

  @ParameterizedTest
  @MethodSource({"brokenPods", "brokenContainers"})
  void failOnABrokenWorkload(Broken broken, String violation) {
    assertThat(SecurityRules.violations(broken.apply(base)))
        .singleElement()
        .asString()
        .startsWith(DEPLOYMENT)
        .contains(violation);
  }

  @Test
  void failOnAVolumeOfTheNodes() {
    var broken = Broken.rename(DEPLOYMENT, POD + "/volumes/0/emptyDir", "hostPath");

    assertThat(SecurityRules.violations(broken.apply(base)))
        .containsExactlyInAnyOrder(
            DEPLOYMENT + ": a volume is of kind hostPath",
            DEPLOYMENT + ": container service has no own /tmp");
  }

  @Test
  void areTheSameForAnInitContainer() {
    var broken =
        Broken.set(
            DEPLOYMENT,
            POD + "/initContainers",
            List.of(Map.of("name", "prepare", "securityContext", Map.of("privileged", true))));

    assertThat(SecurityRules.violations(broken.apply(base)))
        .hasSize(5)
        .contains(DEPLOYMENT + ": /securityContext/privileged is set");
  }

  @Test
  void failOnANamespaceThatAdmitsAnything() {
    var label = "/metadata/labels/pod-security.kubernetes.io~1enforce";

    assertThat(
            SecurityRules.violations(
                Broken.set("Namespace/plumbline", label, "baseline").apply(base)))
        .containsExactly("Namespace/plumbline: does not enforce restricted");
    assertThat(SecurityRules.violations(Broken.remove("Namespace/plumbline", label).apply(base)))
        .containsExactly("Namespace/plumbline: does not enforce restricted");
  }

  @Test
  void failOnASecretInTheRepository() {
    var secret = Documents.parse("{kind: Secret, metadata: {name: tracking-database}}");

    assertThat(SecurityRules.violations(Broken.with(base, secret.all().stream())))
        .containsExactly("Secret/tracking-database: values are not ours");
  }

  private static Arguments removed(String pointer, String violation) {
    return arguments(Broken.remove(DEPLOYMENT, pointer), violation);
  }

  private static Arguments set(String pointer, Object value, String violation) {
    return arguments(Broken.set(DEPLOYMENT, pointer, value), violation);
  }
}
