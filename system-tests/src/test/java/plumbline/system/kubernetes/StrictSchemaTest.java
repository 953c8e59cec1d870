package plumbline.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.system.kubernetes.Broken.CONTAINER;
import static plumbline.system.kubernetes.Broken.POD;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.error.YAMLException;

@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrictSchemaTest {
  private static final String DEPLOYMENT = "Deployment/tracking-service";
  private static final String SERVICE = "Service/tracking-service";

  private Documents base = new Documents(List.of());

  @BeforeAll
  void render() {
    base = Base.render();
  }

  @Test
  void theBaseFits() {
    assertThat(base.all()).hasSizeGreaterThan(9);
    assertThat(StrictSchema.violations(base)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyOverlayFits(String overlay) {
    assertThat(StrictSchema.violations(Base.overlay(overlay))).isEmpty();
  }

  static List<String> overlays() {
    return Base.overlays();
  }

  @Test
  void whatNoPackageHasAModelOfIsSaid() {
    var unchecked = new TreeSet<String>();
    overlays().forEach(overlay -> unchecked.addAll(StrictSchema.unchecked(Base.overlay(overlay))));
    unchecked.forEach(type -> System.out.println("not checked against a schema: " + type));

    assertThat(StrictSchema.unchecked(base)).isEmpty();
    assertThat(unchecked).isEqualTo(StrictSchema.UNCHECKED);
  }

  static Stream<Arguments> unknownNamesOnEveryLevel() {
    return Stream.of(
        misspelt(DEPLOYMENT, CONTAINER + "/readinessProbe", "readynessProbe"),
        misspelt(DEPLOYMENT, CONTAINER + "/readinessProbe/grpc", "grcp"),
        misspelt(DEPLOYMENT, CONTAINER + "/securityContext/capabilities/drop", "dropp"),
        misspelt(DEPLOYMENT, CONTAINER + "/env/0/value", "valeu"),
        misspelt(DEPLOYMENT, POD + "/terminationGracePeriodSeconds", "gracePeriod"),
        misspelt(DEPLOYMENT, POD + "/volumes/0/emptyDir/sizeLimit", "size"),
        misspelt(DEPLOYMENT, "/spec/strategy/rollingUpdate/maxUnavailable", "maxUnavailible"),
        misspelt(DEPLOYMENT, "/metadata/labels", "lables"),
        misspelt(SERVICE, "/spec/ports/0/targetPort", "target"),
        misspelt("Job/tracking-migration", "/spec/backoffLimit", "retries"),
        misspelt("HorizontalPodAutoscaler/tracking-service", "/spec/minReplicas", "replicas"),
        misspelt("PodDisruptionBudget/tracking-service", "/spec/maxUnavailable", "unavailable"),
        misspelt("NetworkPolicy/tracking", "/spec/ingress/0/ports/0/port", "prot"),
        misspelt("ServiceAccount/tracking-service", "/automountServiceAccountToken", "automount"));
  }

  static Stream<Arguments> missingFields() {
    return Stream.of(
        arguments(Broken.remove(DEPLOYMENT, "/spec/selector"), "selector"),
        arguments(Broken.remove(SERVICE, "/spec/ports/0/port"), "port"),
        arguments(Broken.remove(DEPLOYMENT, CONTAINER + "/env/0/name"), "name"));
  }

  // Also where the client would convert it.
  static Stream<Arguments> valuesOfAnotherType() {
    return Stream.of(
        arguments(Broken.set(DEPLOYMENT, "/spec/replicas", "2"), "/spec/replicas"),
        arguments(Broken.set(DEPLOYMENT, "/spec/replicas", "two"), "two"),
        arguments(Broken.set(DEPLOYMENT, "/spec/replicas", true), "BOOLEAN at path $.replicas"),
        arguments(Broken.set(DEPLOYMENT, "/spec/replicas", 1.5), "1.5"),
        arguments(Broken.set(DEPLOYMENT, CONTAINER + "/env/0/value", 8080), "/env/0/value"),
        arguments(
            Broken.set(DEPLOYMENT, POD + "/securityContext/runAsNonRoot", "true"), "runAsNonRoot"),
        arguments(
            Broken.set(DEPLOYMENT, CONTAINER + "/resources/limits/memory", "much"), "quantity"),
        arguments(Broken.set(DEPLOYMENT, CONTAINER + "/resources/limits", List.of()), "read as {}"),
        arguments(Broken.set(DEPLOYMENT, CONTAINER + "/ports", Map.of("http", 8080)), "JsonArray"),
        arguments(Broken.set(DEPLOYMENT, CONTAINER + "/livenessProbe", "/live"), "/live"),
        arguments(
            Broken.set(DEPLOYMENT, "/spec/template/metadata/annotations/port", 8080), "/port"));
  }

  private static Arguments misspelt(String document, String pointer, String name) {
    return arguments(Broken.rename(document, pointer, name), name);
  }

  @ParameterizedTest
  @MethodSource({"unknownNamesOnEveryLevel", "missingFields", "valuesOfAnotherType"})
  void refuses(Broken broken, String message) {
    assertThat(StrictSchema.violations(broken.apply(base)))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void aKindOfAnotherGroupIsRefused() {
    var broken = Broken.set(SERVICE, "/apiVersion", "apps/v1");

    assertThat(StrictSchema.violations(broken.apply(base)))
        .containsExactly(SERVICE + ": no model of 'apps/v1 Service' is known here");
  }

  @Test
  void aFieldThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> Documents.parse("kind: Service\nkind: Deployment\n"))
        .isInstanceOf(YAMLException.class)
        .hasMessageContaining("duplicate key");
  }
}
