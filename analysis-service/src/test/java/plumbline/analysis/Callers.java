package plumbline.analysis;

import static io.restassured.RestAssured.given;

import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.ConfigProvider;
import plumbline.localstack.Identities;

/** Who calls the service, and how. */
final class Callers {
  private Callers() {}

  static String token(String role) {
    var directory =
        Path.of(ConfigProvider.getConfig().getValue(Surroundings.IDENTITIES, String.class));
    return Identities.in(directory).token("ada", Set.of(role), Duration.ofHours(1));
  }

  static RequestSpecification http(String role) {
    return given().header("authorization", "Bearer " + token(role));
  }

  static ManagedChannel channel() {
    var port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
    return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  static CallCredentials credentials(String role) {
    var token = token(role);
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier to) {
        var headers = new Metadata();
        headers.put(
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        to.apply(headers);
      }
    };
  }
}
