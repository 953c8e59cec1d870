package plumbline.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import plumbline.analysis.results.Example;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitValues;
import plumbline.proto.tracking.v1.UnitsHeader;

/** Units that a test makes, seeded. */
final class People {
  private People() {}

  static UnitsHeader header(String experiment, String... metrics) {
    return UnitsHeader.newBuilder()
        .setExperiment(experiment)
        .setDefinitionVersion(6)
        .addAllMetrics(List.of(metrics))
        .addSegments("country")
        .build();
  }

  /** Of Cookie Cats: two metrics each, a proportion. */
  static List<UnitRecord> players(int count, String variant, long seed) {
    var random = new SplittableRandom(seed);
    var units = new ArrayList<UnitRecord>();
    for (var i = 0; i < count; i++) {
      units.add(
          unit(variant + "-player-" + i, variant, Example.START.plusSeconds(i))
              .addMetrics(share(random.nextInt(100) < 42))
              .addMetrics(share(random.nextInt(100) < 45))
              .build());
    }
    return units;
  }

  static UnitRecord.Builder unit(String id, String variant, Instant first) {
    return UnitRecord.newBuilder()
        .setUnit(id)
        .setVariant(variant)
        .setFirstExposure(Example.timestamp(first))
        .setAnalysed(true)
        .addSegments("DE");
  }

  static UnitValues share(boolean did) {
    return UnitValues.newBuilder().setY(did ? "1" : "0").build();
  }
}
