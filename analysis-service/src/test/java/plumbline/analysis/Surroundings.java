package plumbline.analysis;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.localstack.Ports;

/** What the service finds around it: an identity provider, its own token, the neighbours' ports. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  /** Where tests find the identity provider again. */
  static final String IDENTITIES = "plumbline.test.identities";

  @Override
  public Map<String, String> start() {
    var directory = Directories.temporary();
    var identities = Identities.in(directory);
    var token = directory.resolve("service-token");
    try {
      Files.writeString(
          token, identities.token("analysis-service", Set.of("service"), Duration.ofHours(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        IDENTITIES,
        directory.toString(),
        "mp.jwt.verify.publickey.location",
        identities.publicKeyFile().toUri().toString(),
        "mp.jwt.verify.issuer",
        Identities.ISSUER,
        "plumbline.identity.service-token-file",
        token.toString(),
        "plumbline.assignment.host",
        "127.0.0.1",
        "plumbline.assignment.port",
        Integer.toString(Ports.free()),
        "plumbline.tracking.host",
        "127.0.0.1",
        "plumbline.tracking.port",
        Integer.toString(Ports.free()),
        "quarkus.http.test-port",
        "0",
        "quarkus.grpc.server.test-port",
        Integer.toString(Ports.free()));
  }

  @Override
  public void stop() {}
}
