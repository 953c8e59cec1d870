package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.system.kubernetes.Broken.CONTAINER;
import static plumbline.system.kubernetes.Broken.POD;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationRulesTest {
  private static final String DEPLOYMENT = "Deployment/tracking-service";
  private static final String IMAGE = CONTAINER + "/image";
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  private Documents base = new Documents(List.of());

  @BeforeAll
  void render() {
    base = Base.render();
  }

  @Test
  void theBaseKeepsThem() {
    assertThat(base.workloads()).hasSize(3);
    assertThat(OperationRules.violations(base)).isEmpty();
  }

  static Stream<Arguments> brokenRollouts() {
    return Stream.of(
        set("/spec/replicas", 2, "undo what was scaled"),
        removed(POD + "/topologySpreadConstraints/0", "spread over kubernetes.io/hostname"),
        removed(POD + "/topologySpreadConstraints/1/matchLabelKeys", "kubernetes.io/zone"),
        removed("/spec/strategy", "maxUnavailable"),
        set("/spec/strategy/rollingUpdate/maxUnavailable", "25%", "maxUnavailable"),
        set("/spec/strategy/rollingUpdate/maxUnavailable", 1, "maxUnavailable"),
        removed(POD + "/terminationGracePeriodSeconds", "grace of 0 s"),
        set(POD + "/terminationGracePeriodSeconds", 45, "grace of 45 s"),
        removed(CONTAINER + "/lifecycle", "0 s of sleep"),
        set(CONTAINER + "/env/2/value", "soon", "twice 0 s of drain"),
        removed("/metadata/labels/app.kubernetes.io~1name", "kubernetes.io/name"),
        removed("/metadata/labels/app.kubernetes.io~1part-of", "kubernetes.io/part-of"),
        removed(
            "/spec/template/metadata/labels/app.kubernetes.io~1component",
            "kubernetes.io/component"));
  }

  static Stream<Arguments> brokenContainers() {
    return Stream.of(
        removed(CONTAINER + "/startupProbe", "startupProbe"),
        removed(CONTAINER + "/readinessProbe", "readinessProbe"),
        removed(CONTAINER + "/livenessProbe", "livenessProbe"),
        set(CONTAINER + "/livenessProbe/grpc/service", "readiness", "livenessProbe"),
        set(CONTAINER + "/livenessProbe/grpc/port", 8080, "livenessProbe"),
        removed(CONTAINER + "/resources/requests/cpu", "requests/cpu"),
        removed(CONTAINER + "/resources/requests/memory", "requests/memory"),
        removed(CONTAINER + "/resources/limits/memory", "limits/memory"),
        set(CONTAINER + "/resources/limits/cpu", "1", "CPU limit"));
  }

  @ParameterizedTest
  @MethodSource({"brokenRollouts", "brokenContainers"})
  void failOnABrokenWorkload(Broken broken, String violation) {
    assertThat(OperationRules.violations(broken.apply(base)))
        .singleElement()
        .asString()
        .startsWith(DEPLOYMENT)
        .contains(violation);
  }

  static Stream<Arguments> brokenScaling() {
    var scaler = "HorizontalPodAutoscaler/tracking-service";
    var budget = "PodDisruptionBudget/tracking-service";
    var label = "/spec/selector/matchLabels/app.kubernetes.io~1name";
    return Stream.of(
        arguments(Broken.set(scaler, "/spec/minReplicas", 1), "two replicas"),
        arguments(Broken.set(scaler, "/spec/maxReplicas", 1), "than at most"),
        arguments(Broken.set(scaler, "/spec/scaleTargetRef/name", "tracking"), "nothing scales it"),
        arguments(Broken.set(budget, "/spec/maxUnavailable", 2), "one at a time"),
        arguments(Broken.set(budget, label, "analysis-service"), "for others"));
  }

  @ParameterizedTest
  @MethodSource("brokenScaling")
  void failOnWhatDoesNotFitTheWorkload(Broken broken, String violation) {
    assertThat(OperationRules.violations(broken.apply(base)))
        .singleElement()
        .asString()
        .startsWith(DEPLOYMENT)
        .contains(violation);
  }

  @Test
  void productionKeepsThemAndNamesEveryImageByItsDigest() {
    var production = Base.overlay("production");

    assertThat(OperationRules.violations(production)).isEmpty();
    assertThat(production.pods().stream().flatMap(Workload::containers))
        .hasSizeGreaterThan(6)
        .allSatisfy(it -> assertThat(it.path("image").asText()).matches(OperationRules.BY_DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plumbline/tracking-service",
        "plumbline/tracking-service:latest",
        "plumbline/tracking-service:",
        "plumbline/tracking-service@sha256:0123",
        "registry.example.com:5000/plumbline/tracking-service",
        "registry.example.com:5000/plumbline/tracking-service:latest",
        "postgres:18"
      })
  void failOnAnImageThatIsNotPinned(String image) {
    assertThat(OperationRules.violations(Broken.set(DEPLOYMENT, IMAGE, image).apply(base)))
        .containsExactly(DEPLOYMENT + ": image '" + image + "' is not pinned");
  }

  static Stream<String> pinned() {
    return Stream.of(
        "plumbline/tracking-service:1.2.3",
        "plumbline/tracking-service" + DIGEST,
        "registry.example.com:5000/plumbline/tracking-service:1.2.3",
        "registry.example.com:5000/plumbline/tracking-service:1.2.3" + DIGEST);
  }

  @ParameterizedTest
  @MethodSource("pinned")
  void takeAnyRegistryTagAndDigest(String image) {
    assertThat(OperationRules.violations(Broken.set(DEPLOYMENT, IMAGE, image).apply(base)))
        .isEmpty();
  }

  private static Arguments removed(String pointer, String violation) {
    return arguments(Broken.remove(DEPLOYMENT, pointer), violation);
  }

  private static Arguments set(String pointer, Object value, String violation) {
    return arguments(Broken.set(DEPLOYMENT, pointer, value), violation);
  }
}
