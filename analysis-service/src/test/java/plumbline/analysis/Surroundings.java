package plumbline.analysis;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.localstack.Ports;
import plumbline.localstack.PostgresServer;

/** What the service finds around it: an identity provider, its own token, the neighbours' ports. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
  /** Where tests find the identity provider again. */
  static final String IDENTITIES = "plumbline.test.identities";

  /** Where the one webhook is expected. */
  static final String WEBHOOK_PORT = "plumbline.test.webhook-port";

  private @Nullable PostgresServer postgres;

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
    var server = PostgresServer.start(directory.resolve("postgres"), 0);
    postgres = server;
    var database = server.database("analysis");
    var config = new HashMap<String, String>();
    config.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
    config.put("quarkus.datasource.reactive.url", database.reactiveUrl());
    config.put("quarkus.datasource.username", database.user());
    config.put("quarkus.datasource.password", database.password());
    config.put(IDENTITIES, directory.toString());
    config.put("mp.jwt.verify.publickey.location", identities.publicKeyFile().toUri().toString());
    config.put("mp.jwt.verify.issuer", Identities.ISSUER);
    config.put("mp.jwt.verify.audiences", Identities.AUDIENCE);
    config.put("plumbline.identity.service-token-file", token.toString());
    config.put("plumbline.assignment.host", "127.0.0.1");
    config.put("plumbline.assignment.port", Integer.toString(Ports.free()));
    config.put("plumbline.tracking.host", "127.0.0.1");
    config.put("plumbline.tracking.port", Integer.toString(Ports.free()));
    config.put("plumbline.guardrails.interval", "100ms");
    config.put("plumbline.notification.poll-interval", "50ms");
    config.put("plumbline.notification.min-backoff", "50ms");
    config.put("plumbline.notification.max-backoff", "200ms");
    config.put("plumbline.notification.allowed-addresses", "127.0.0.1");
    var hook = "plumbline.notification.webhooks.ops.";
    var receiver = Ports.free();
    config.put(WEBHOOK_PORT, Integer.toString(receiver));
    config.put(hook + "url", "http://127.0.0.1:" + receiver + "/ops");
    config.put(hook + "secret", "a-secret-of-enough-bytes");
    config.put("plumbline.aa.poll", "200ms");
    config.put("quarkus.http.test-port", "0");
    config.put("quarkus.grpc.server.test-port", Integer.toString(Ports.free()));
    return config;
  }

  @Override
  public void stop() {
    if (postgres != null) {
      postgres.close();
    }
  }
}
