package plumbline.engine.calibration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import plumbline.engine.calibration.Runner.Result;

/** {@code make calibrate}: runs every scenario at full size and writes the document's tables. */
final class Calibration {
  static final long SEED = 20_260_731L;

  private Calibration() {}

  /**
   * Exits with 1 if anything is red.
   *
   * @param arguments the document
   */
  public static void main(String[] arguments) throws IOException {
    Path document = Path.of(arguments[0]);
    Runner runner = new Runner(SEED, true);
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : Scenarios.all()) {
      results.add(shown(runner.run(scenario, scenario.rounds().full())));
    }
    List<PlantedFault.Result> faults = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.all()) {
      faults.add(fault.run(runner, fault.engine().rounds().brief()));
    }
    String tables = Tables.of(SEED, results, faults);
    Files.writeString(document, Tables.replaced(Files.readString(document), tables));
    long red = results.stream().filter(result -> !result.holds()).count();
    long missed = faults.stream().filter(fault -> !fault.found()).count();
    System.out.printf(
        "seed %d: %d scenarios, %d of them red; %d planted faults, %d of them not found; written to %s%n",
        SEED, results.size(), red, faults.size(), missed, document);
    System.exit(red + missed == 0 ? 0 : 1);
  }

  private static Result shown(Result result) {
    System.out.println(result);
    return result;
  }
}
