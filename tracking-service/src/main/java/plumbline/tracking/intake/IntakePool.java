package plumbline.tracking.intake;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections that do not wait for ever: a database that vanished without a word would otherwise
 * hold every writer until TCP gives up, a quarter of an hour later.
 */
@Singleton
class IntakePool implements PgPoolCreator {
  private final IntakeConfig config;

  @Inject
  IntakePool(IntakeConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    var servers = List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList());
    for (var server : servers) {
      server
          .setReadIdleTimeout(Math.toIntExact(config.maxSilence().toMillis()))
          .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(servers)
        .using(input.vertx())
        .build();
  }
}
