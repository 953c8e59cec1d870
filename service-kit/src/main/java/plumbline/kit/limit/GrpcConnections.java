package plumbline.kit.limit;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What a gRPC connection may take, where Quarkus has no key for it. */
@ApplicationScoped
class GrpcConnections implements ServerBuilderCustomizer<VertxServerBuilder> {
  /** Streams that a client may begin and take back at once, within {@link #RESET_SECONDS}. */
  private static final int MOST_RESETS = 20_000;

  private static final int RESET_SECONDS = 10;

  private final LimitsConfig config;

  @Inject
  GrpcConnections(LimitsConfig config) {
    this.config = config;
  }

  @Override
  public void customize(GrpcServerConfiguration server, VertxServerBuilder builder) {
    builder
        .nettyBuilder()
        .maxConcurrentCallsPerConnection(config.grpcCallsPerConnection())
        .maxRstFramesPerWindow(MOST_RESETS, RESET_SECONDS)
        .maxConnectionIdle(config.grpcConnectionIdle().toMillis(), MILLISECONDS)
        .maxConnectionAge(config.grpcConnectionAge().toMillis(), MILLISECONDS)
        .maxConnectionAgeGrace(config.grpcConnectionGrace().toMillis(), MILLISECONDS);
  }
}
