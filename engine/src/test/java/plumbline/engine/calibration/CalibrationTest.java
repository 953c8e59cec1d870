package plumbline.engine.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The short form of {@code make calibrate}. */
class CalibrationTest {
  static final Runner RUNNER = new Runner(Calibration.SEED, false);

  @TestFactory
  Stream<DynamicTest> everyScenario() {
    return Scenarios.all().stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(scenario)));
  }

  private static void check(Scenario scenario) {
    var result = RUNNER.run(scenario, scenario.rounds().brief());
    System.out.printf("%s (seed %d)%n", result, RUNNER.seed());
    assertThat(result.holds()).as(result.toString()).isTrue();
  }

  @TestFactory
  Stream<DynamicTest> everyPlantedFault() {
    return PlantedFault.all().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault)));
  }

  /** The engine in the same scenario is green: it is one of those above. */
  private static void check(PlantedFault fault) {
    assertThat(Scenarios.all()).extracting(Scenario::name).contains(fault.engine().name());
    var result = RUNNER.run(fault.faulty(), fault.engine().rounds().brief());
    System.out.printf("%s: %s (seed %d)%n", fault.name(), result, RUNNER.seed());
    assertThat(result.holds()).as(result.toString()).isFalse();
  }

  @Test
  void everyScenarioHasANameOfItsOwn() {
    assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void theDocumentHasEveryScenario() throws IOException {
    var document = Files.readString(Path.of("../docs/calibration.md"));
    assertThat(Scenarios.all())
        .allSatisfy(scenario ->
            assertThat(document)
                .contains("### " + scenario.method() + "\n", "| " + scenario.setting() + " |"));
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    var scenario = MeanScenarios.noEffect(MeanScenarios.WELCH);
    var alone = RUNNER.run(scenario, 2_000);
    var together = new Runner(RUNNER.seed(), true).run(scenario, 2_000);
    assertThat(together.figures()).isEqualTo(alone.figures());
    assertThat(new Runner(1, true).run(scenario, 2_000).figures()).isNotEqualTo(alone.figures());
  }
}
