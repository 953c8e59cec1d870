package plumbline.analysis.aa;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import plumbline.engine.aa.ReplayedUnit;
import plumbline.engine.fold.UnitState;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitValues;

/**
 * Reads what is split of a unit: one metric's terms in the fold's order.
 *
 * @param metric its place in the stream
 * @param prePeriod the covariates, in the place of the values
 */
record UnitTerms(int metric, boolean prePeriod) {
  private static final long MICROS = 1_000_000;
  private static final int NANOS_OF_MICRO = 1_000;

  ReplayedUnit read(UnitRecord unit) {
    var amounts = terms(unit.getMetrics(metric)).map(BigInteger::new).toList();
    var state = new UnitState(0, micros(unit), "", false, false, List.of(), amounts, List.of());
    return new ReplayedUnit(unit.getUnit(), state);
  }

  private Stream<String> terms(UnitValues values) {
    var terms =
        prePeriod
            ? Stream.of(values.getX(), values.getZ())
            : Stream.of(values.getY(), values.getD(), values.getX(), values.getZ());
    return terms.filter(it -> !it.isEmpty());
  }

  /** Whether the covariate is there as well, to be taken out. */
  boolean hasCovariate(UnitRecord unit) {
    return !prePeriod && !unit.getMetrics(metric).getX().isEmpty();
  }

  /** Whether what is to be split is there. */
  boolean isThere(UnitRecord unit) {
    return !prePeriod || !unit.getMetrics(metric).getX().isEmpty();
  }

  private static long micros(UnitRecord unit) {
    var time = unit.getFirstExposure();
    return time.getSeconds() * MICROS + time.getNanos() / NANOS_OF_MICRO;
  }
}
