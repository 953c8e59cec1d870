package plumbline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;

class AccessTableTest {

  /** Every RPC of every service whose stubs are in the contracts' jar. */
  static Stream<String> rpcs() throws IOException {
    var location = ExperimentServiceGrpc.class.getProtectionDomain().getCodeSource().getLocation();
    try (var jar = new JarFile(Path.of(URI.create(location.toString())).toFile())) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.matches(".*/(?!Mutiny)[^/$]*Grpc[.]class"))
          .map(name -> name.replace('/', '.').replaceAll("[.]class$", ""))
          .flatMap(stubs -> descriptor(stubs).getMethods().stream())
          .map(MethodDescriptor::getFullMethodName)
          .toList()
          .stream();
    }
  }

  @Test
  void theContractsAreFound() throws IOException {
    assertThat(rpcs())
        .contains(
            "plumbline.assignment.v1.AssignmentService/Assign",
            "plumbline.tracking.v1.TrackingService/Track",
            "plumbline.analysis.v1.AnalysisService/GetResults");
  }

  @ParameterizedTest
  @MethodSource("rpcs")
  void everyRpcOfTheContractsHasARowAndNoneIsOpen(String rpc) {
    assertThat(AccessTable.rpc(rpc).orElseThrow()).isNotEmpty();
  }

  @Test
  void whatHasNoRowIsNobodys() {
    assertThat(AccessTable.rpc("plumbline.assignment.v1.ExperimentService/Drop")).isEmpty();
    assertThat(AccessTable.rpc("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/experiments:import, ADMIN",
    "POST, /v1/experiments/checkout/review, REVIEWER",
    "GET, /v1/experiments/checkout, ANALYST",
    "POST, /v1/assign, CLIENT",
    "POST, /v1/events, CLIENT",
    "GET, /v1/experiments/checkout/results, ANALYST"
  })
  void aRouteIsTheRolesThatItsRpcIs(String method, String path, Role role) {
    assertThat(AccessTable.route(method, path).orElseThrow()).contains(role);
  }

  @Test
  void onlyAnAdminImportsAndOnlyAReviewerReviews() {
    assertThat(AccessTable.route("POST", "/v1/experiments:import")).contains(Set.of(Role.ADMIN));
    assertThat(AccessTable.rpc("plumbline.assignment.v1.ExperimentService/ReviewExperiment"))
        .contains(Set.of(Role.REVIEWER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/experiments/",
        "/v1/experiments/a/b/c",
        "/v1/experiments/a/drop",
        "/v1",
        "/q",
        "/q/metrics/x",
        "/v1/assign"
      })
  void aPathThatIsNotInTheTableIsNobodys(String path) {
    assertThat(AccessTable.route("GET", path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/health",
        "/q/health/live",
        "/q/health/group/x",
        "/q/metrics",
        "/assets/x/y.js"
      })
  void probesMetricsAndAssetsAreOpen(String path) {
    assertThat(AccessTable.route("GET", path)).contains(AccessTable.PUBLIC);
  }

  private static ServiceDescriptor descriptor(String stubs) {
    try {
      return (ServiceDescriptor)
          Class.forName(stubs).getMethod("getServiceDescriptor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
