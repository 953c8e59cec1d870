package plumbline.tracking;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.localstack.Ports;
import plumbline.localstack.PostgresServer;

/** What tracking-service stands on: a real PostgreSQL, an identity provider, definitions. */
public class Servers implements QuarkusTestResourceLifecycleManager {
  static final int GRPC_PORT = Ports.free();

  private static @Nullable Identities identities;
  private static @Nullable DefinitionSource definitions;
  private static PostgresServer.@Nullable Database database;

  private @Nullable PostgresServer postgres;

  @Override
  public Map<String, String> start() {
    var directory = Directories.temporary();
    var server = PostgresServer.start(directory.resolve("postgres"), 0);
    postgres = server;
    var tracking = server.database("tracking");
    database = tracking;
    var issuer = Identities.in(directory.resolve("identity"));
    identities = issuer;
    try {
      definitions = DefinitionSource.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var config = new HashMap<String, String>();
    config.put("quarkus.grpc.server.test-port", String.valueOf(GRPC_PORT));
    config.put("quarkus.http.test-port", String.valueOf(Ports.free()));
    config.put("quarkus.datasource.jdbc.url", tracking.jdbcUrl());
    config.put("quarkus.datasource.reactive.url", tracking.reactiveUrl());
    config.put("quarkus.datasource.username", tracking.user());
    config.put("quarkus.datasource.password", tracking.password());
    config.put("plumbline.assignment.host", "127.0.0.1");
    config.put("plumbline.assignment.port", String.valueOf(definitions().port()));
    config.put("plumbline.erasure.key", "00112233445566778899aabbccddeeff".repeat(2));
    config.put("plumbline.senders.refresh", "200ms");
    config.put("plumbline.quantile.scan", "200ms");
    config.put("plumbline.units.patience", "5s");
    config.put("mp.jwt.verify.issuer", Identities.ISSUER);
    config.put("mp.jwt.verify.audiences", Identities.AUDIENCE);
    config.put("mp.jwt.verify.publickey.location", issuer.publicKeyFile().toUri().toString());
    return config;
  }

  @Override
  public void stop() {
    if (definitions != null) {
      definitions.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  static String token(String role, Duration lifetime) {
    return token("test-" + role, role, lifetime);
  }

  static String token(String name, String role, Duration lifetime) {
    return started(identities).token(name, Set.of(role), lifetime);
  }

  static DefinitionSource definitions() {
    return started(definitions);
  }

  static PostgresServer.Database database() {
    return started(database);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("not started");
    }
    return part;
  }
}
