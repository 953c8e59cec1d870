package plumbline.assignment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.localstack.Ports;

/** Addresses where nobody listens, until a test starts something there. */
public final class ServersAway implements QuarkusTestResourceLifecycleManager {

  /** Runs a test with these addresses in the place of running servers. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(ServersAway.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Override
  public Map<String, String> start() {
    var directory = Directories.temporary();
    Tokens.use(directory);
    var postgres = Ports.free();
    var redis = Ports.free();
    return Map.ofEntries(
        Map.entry("test.postgres.port", String.valueOf(postgres)),
        Map.entry("test.postgres.data", directory.resolve("postgres").toString()),
        Map.entry("test.redis.port", String.valueOf(redis)),
        Map.entry(
            "quarkus.datasource.jdbc.url",
            "jdbc:postgresql://127.0.0.1:" + postgres + "/assignment"),
        Map.entry(
            "quarkus.datasource.reactive.url",
            "postgresql://127.0.0.1:" + postgres + "/assignment"),
        Map.entry("quarkus.redis.hosts", "redis://127.0.0.1:" + redis),
        Map.entry("plumbline.exposures.flush-timeout", "100ms"),
        Map.entry(
            "mp.jwt.verify.publickey.location",
            Identities.in(directory).publicKeyFile().toString()),
        Map.entry("mp.jwt.verify.issuer", Identities.ISSUER),
        Map.entry("quarkus.http.test-port", String.valueOf(Ports.free())),
        Map.entry("quarkus.grpc.server.test-port", String.valueOf(Ports.free())));
  }

  @Override
  public void stop() {}
}
