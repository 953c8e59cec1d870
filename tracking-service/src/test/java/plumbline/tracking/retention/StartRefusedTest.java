package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import org.junit.jupiter.api.Test;

/** A service that must not start as it is configured ends, and says why. */
@QuarkusMainTest
@QuarkusTestResource(value = LongExperiment.class, restrictToAnnotatedClass = true)
class StartRefusedTest {

  @Test
  @Launch(
      value = {},
      exitCode = 1)
  void aRetentionThatIsTooShortEndsTheService(LaunchResult result) {
    assertThat(result.getOutput())
        .contains("does not start: plumbline.intake.retention is 30d", "'long-run'", "111d");
  }
}
