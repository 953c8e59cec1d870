package plumbline.assignment;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.localstack.Ports;
import plumbline.localstack.PostgresServer;
import plumbline.localstack.RedisProcess;

/** PostgreSQL, Redis and an identity provider; the neighbours' ports, where a test may listen. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
  private @Nullable PostgresServer postgres;
  private @Nullable RedisProcess redis;

  @Override
  public Map<String, String> start() {
    var directory = Directories.temporary();
    var server = PostgresServer.start(directory.resolve("postgres"), 0);
    postgres = server;
    var cache = RedisProcess.start(0);
    redis = cache;
    var identities = Identities.in(directory);
    Tokens.use(directory);
    var database = server.database("assignment");
    var trackingPort = String.valueOf(Ports.free());
    var analysisPort = String.valueOf(Ports.free());
    return Map.ofEntries(
        Map.entry("quarkus.datasource.jdbc.url", database.jdbcUrl()),
        Map.entry("quarkus.datasource.reactive.url", database.reactiveUrl()),
        Map.entry("quarkus.datasource.username", database.user()),
        Map.entry("quarkus.datasource.password", database.password()),
        Map.entry("quarkus.redis.hosts", cache.url()),
        Map.entry("plumbline.tracking.host", "127.0.0.1"),
        Map.entry("plumbline.tracking.port", trackingPort),
        Map.entry("plumbline.analysis.host", "127.0.0.1"),
        Map.entry("plumbline.analysis.port", analysisPort),
        Map.entry("quarkus.grpc.clients.analysis.test-port", analysisPort),
        Map.entry("plumbline.exposures.timeout", "1s"),
        // Under test, a client of Quarkus looks for its server at this one.
        Map.entry("quarkus.grpc.clients.tracking.test-port", trackingPort),
        Map.entry("plumbline.identity.service-token-file", Tokens.serviceTokenFile().toString()),
        Map.entry("mp.jwt.verify.publickey.location", identities.publicKeyFile().toString()),
        Map.entry("mp.jwt.verify.issuer", Identities.ISSUER),
        Map.entry("mp.jwt.verify.audiences", Identities.AUDIENCE),
        Map.entry("quarkus.http.test-port", String.valueOf(Ports.free())),
        Map.entry("quarkus.grpc.server.test-port", String.valueOf(Ports.free())));
  }

  @Override
  public void stop() {
    if (redis != null) {
      redis.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
