package plumbline.localstack;

import java.util.HashMap;
import java.util.Map;

/** What each service's process is told by environment variables. */
record ServiceEnvironment(
    StackOptions options,
    StackDirectory directory,
    Identities identities,
    PostgresServer postgres,
    RedisProcess redis) {
  /** No secret, and the same for as long as the data is kept: it must not change. */
  private static final String ERASURE_KEY = "6c6f63616c2d737461636b2d".repeat(3);

  /** Whoever receives webhooks here does so on this machine. */
  private static final String WEBHOOKS_GO_TO = "PLUMBLINE_NOTIFICATION_ALLOWED_ADDRESSES";

  private static final String LOOPBACK = "127.0.0.0/8,::1";

  Map<String, String> of(Service service) {
    var variables = new HashMap<String, String>();
    variables.putAll(listeners(options.portsOf(service)));
    addIdentity(variables, service);
    switch (service) {
      case ANALYSIS -> {
        addDatabase(variables, postgres.database("analysis"));
        addPeer(variables, Service.ASSIGNMENT);
        addPeer(variables, Service.TRACKING);
        variables.put("PLUMBLINE_SIGN_IN_DEMO_TOKENS", directory.people().toString());
        variables.put(WEBHOOKS_GO_TO, LOOPBACK);
      }
      case ASSIGNMENT -> {
        addDatabase(variables, postgres.database("assignment"));
        variables.put("QUARKUS_REDIS_HOSTS", redis.url());
        addPeer(variables, Service.TRACKING);
        addPeer(variables, Service.ANALYSIS);
        variables.put(WEBHOOKS_GO_TO, LOOPBACK);
      }
      case TRACKING -> {
        addDatabase(variables, postgres.database("tracking"));
        variables.put("PLUMBLINE_ERASURE_KEY", ERASURE_KEY);
        addPeer(variables, Service.ASSIGNMENT);
      }
    }
    variables.putAll(options.environment().getOrDefault(service, Map.of()));
    return variables;
  }

  /** Where a service listens. */
  static Map<String, String> listeners(ServicePorts ports) {
    return Map.of(
        "QUARKUS_HTTP_HOST",
        "127.0.0.1",
        "QUARKUS_HTTP_PORT",
        String.valueOf(ports.http()),
        "QUARKUS_GRPC_SERVER_HOST",
        "127.0.0.1",
        "QUARKUS_GRPC_SERVER_PORT",
        String.valueOf(ports.grpc()));
  }

  private void addIdentity(Map<String, String> variables, Service service) {
    variables.put(
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", identities.publicKeyFile().toAbsolutePath().toString());
    variables.put("MP_JWT_VERIFY_ISSUER", Identities.ISSUER);
    variables.put("MP_JWT_VERIFY_AUDIENCES", Identities.AUDIENCE);
    variables.put("PLUMBLINE_IDENTITY_ANONYMOUS_CLIENT", "true");
    variables.put(
        "PLUMBLINE_IDENTITY_SERVICE_TOKEN_FILE",
        directory.tokenFile(service.processName()).toString());
  }

  private static void addDatabase(Map<String, String> variables, PostgresServer.Database database) {
    variables.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
    variables.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    variables.put("QUARKUS_DATASOURCE_USERNAME", database.user());
    variables.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
  }

  private void addPeer(Map<String, String> variables, Service peer) {
    var prefix = "PLUMBLINE_" + peer.name();
    variables.put(prefix + "_HOST", "127.0.0.1");
    variables.put(prefix + "_PORT", String.valueOf(options.portsOf(peer).grpc()));
  }
}
