package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Timestamps;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import plumbline.assignment.flag.FlagUses;
import plumbline.localstack.PostgresServer;

/** Flags are asked for while PostgreSQL is away. */
@QuarkusTest
@TestProfile(FlagUseAwayTest.Profile.class)
class FlagUseAwayTest {
  @ConfigProperty(name = "test.postgres.port")
  int postgresPort;

  @Inject
  @ConfigProperty(name = "test.postgres.data")
  Path postgresData;

  @Inject FlagUses uses;

  /** Servers that the test starts, and use that is stored often. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("plumbline.flags.use-interval", "50ms");
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(ServersAway.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Test
  void whatWasAskedForMeanwhileIsStoredAfterwards() {
    var key = Definitions.newKey("away");
    try (var postgres = PostgresServer.start(postgresData, postgresPort)) {
      postgres.database("assignment");
      await()
          .atMost(Duration.ofSeconds(120))
          .ignoreExceptions()
          .until(() -> FlagDefinitions.create(key, FlagDefinitions.valid().build()) != null);
      assertThat(FlagDefinitions.status(key).hasEvaluateTime()).isFalse();
    }
    var before = System.currentTimeMillis();
    uses.asked(key);
    var after = System.currentTimeMillis();
    try (var postgres = PostgresServer.start(postgresData, postgresPort)) {
      postgres.database("assignment");
      await()
          .atMost(Duration.ofSeconds(120))
          .ignoreExceptions()
          .until(() -> FlagDefinitions.status(key).hasEvaluateTime());
      var asked = FlagDefinitions.status(key).getEvaluateTime();
      assertThat(Timestamps.toMillis(asked)).isBetween(before, after);
    }
  }
}
