package plumbline.tracking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** PostgreSQL's host vanishes: no packet says so, and another one answers in its place. */
@QuarkusTest
@QuarkusTestResource(value = VanishedDatabaseTest.OverWire.class, restrictToAnnotatedClass = true)
class VanishedDatabaseTest {
  private static @Nullable Wire wire;

  @Test
  void writersComeBackByThemselves() throws Exception {
    try (var client = Client.as("client")) {
      awaitStored(client, "v-1");
      Objects.requireNonNull(wire).cut();
      var refusal =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> client.track(Samples.outcome("v-2", "vanished", "buy", 1).build()));
      assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      awaitStored(client, "v-2");
      Queued.await(0);
    }
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'vanished'")).isEqualTo("2");
  }

  private static void awaitStored(Client client, String id) {
    var event = Samples.outcome(id, "vanished", "buy", 1).build();
    await()
        .atMost(20, SECONDS)
        .ignoreExceptions()
        .until(() -> client.track(event).getFirst().getOutcome() == EVENT_OUTCOME_ACCEPTED);
  }

  /** A database behind a wire that can be cut. */
  public static class OverWire extends Servers {
    @Override
    public Map<String, String> start() {
      var config = new HashMap<>(super.start());
      var database = Servers.database();
      wire = Wire.to(database.port());
      config.put(
          "quarkus.datasource.reactive.url",
          "postgresql://127.0.0.1:" + wire.port() + "/" + database.name());
      // One connection, so that the one which is dead is asked.
      config.put("quarkus.datasource.reactive.max-size", "1");
      config.put("plumbline.intake.max-silence", "3s");
      config.put("plumbline.intake.timeout", "1s");
      return config;
    }

    @Override
    public void stop() {
      super.stop();
      Objects.requireNonNull(wire).close();
    }
  }
}
