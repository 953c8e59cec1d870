package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackOptions;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;

/**
 * Two services with the settings of k8s/components/mtls talk to each other, and to nobody who shows
 * no certificate of their authority.
 */
@Tag("long")
class MutualTlsTest {
  private static final int USERS = 20;
  private static final String MOUNT = "/etc/plumbline/tls";

  @Test
  void theServicesTalkAndNobodyElseDoes(@TempDir Path folder, @TempDir Path elsewhere)
      throws Exception {
    var key = "by-certificate";
    Experiments.start(key, Experiments.threeWays());
    var certificates = Certificates.in(folder);
    var caller = certificates.issue("caller");
    var toAssignment = Balancer.open();
    var toTracking = Balancer.open();
    try (var assignment =
            replica(Service.ASSIGNMENT, certificates, "PLUMBLINE_TRACKING_PORT", toTracking);
        var tracking =
            replica(Service.TRACKING, certificates, "PLUMBLINE_ASSIGNMENT_PORT", toAssignment)) {
      toAssignment.add(assignment.grpcPort());
      toTracking.add(tracking.grpcPort());
      assignment.launch();
      tracking.launch();
      assignment.awaitReady();
      tracking.awaitReady();

      await("the assignment replica knows the experiment")
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .atMost(Duration.ofSeconds(30))
          .until(() -> assign(assignment, shows(caller), key, "user-0").hasAssignment());
      for (var i = 1; i < USERS; i++) {
        assertThat(assign(assignment, shows(caller), key, "user-" + i).hasAssignment()).isTrue();
      }
      // They reach the statistics through the replica with certificates alone.
      await("exposures went from one to the other")
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              Experiments.counted(key).getVariantsList().stream()
                      .mapToLong(it -> it.getExposedUnits())
                      .sum()
                  == USERS);
      await("definitions went the other way")
          .atMost(Duration.ofSeconds(30))
          .until(() -> metrics(assignment).contains("method=\"WatchExperiments\""));

      var stranger = Certificates.in(elsewhere).issue("caller");
      var known = caller.resolve("ca.crt").toFile();
      holdRefused(assignment, key, InsecureChannelCredentials.create());
      holdRefused(assignment, key, TlsChannelCredentials.newBuilder().trustManager(known).build());
      holdRefused(
          assignment,
          key,
          TlsChannelCredentials.newBuilder()
              .trustManager(known)
              .keyManager(
                  stranger.resolve("tls.crt").toFile(), stranger.resolve("tls.key").toFile())
              .build());
    }
  }

  private static void holdRefused(
      ServiceProcess replica, String key, ChannelCredentials credentials) {
    assertThatThrownBy(() -> assign(replica, credentials, key, "user-0"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  private static ChannelCredentials shows(Path certificate) throws IOException {
    return TlsChannelCredentials.newBuilder()
        .keyManager(
            certificate.resolve("tls.crt").toFile(), certificate.resolve("tls.key").toFile())
        .trustManager(certificate.resolve("ca.crt").toFile())
        .build();
  }

  private static AssignResponse assign(
      ServiceProcess replica, ChannelCredentials credentials, String key, String user) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + Stack.get().token("caller", Set.of("client"), Duration.ofHours(1)));
    var channel = Grpc.newChannelBuilder("127.0.0.1:" + replica.grpcPort(), credentials).build();
    try {
      return AssignmentServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .assign(
              AssignRequest.newBuilder().setExperiment(key).setUnit(user).setExpose(true).build());
    } finally {
      channel.shutdownNow();
    }
  }

  private static ServiceProcess replica(
      Service service, Certificates certificates, String neighbour, Balancer way) {
    var variables = new HashMap<>(settings(certificates.issue(service.processName())));
    variables.put(neighbour, String.valueOf(way.port()));
    return Stack.get().replica(service, variables);
  }

  /** The component's own variables, with its files where they are here. */
  private static Map<String, String> settings(Path certificate) {
    var file = StackOptions.currentRepository().resolve("k8s/components/mtls/workload.yaml");
    try {
      JsonNode patch =
          new ObjectMapper()
              .valueToTree(
                  new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
      var variables = new HashMap<String, String>();
      for (var variable : patch.at("/spec/template/spec/containers/0/env")) {
        variables.put(
            variable.get("name").asText(),
            variable.get("value").asText().replace(MOUNT, certificate.toString()));
      }
      assertThat(variables).isNotEmpty();
      return variables;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String metrics(ServiceProcess replica) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var uri = URI.create("http://127.0.0.1:" + replica.httpPort() + "/q/metrics");
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
