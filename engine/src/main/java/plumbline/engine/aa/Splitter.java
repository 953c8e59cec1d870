package plumbline.engine.aa;

import plumbline.engine.bucketing.Allocation;
import plumbline.engine.bucketing.Bucketing;

/** Says which of two halves a unit is in. */
@FunctionalInterface
public interface Splitter {
  /** Whether the unit is in the first half, under that salt. */
  boolean isControl(String unit, String salt);

  /** The way that experiments assign their units, the salt in the place of the key. */
  static Splitter real() {
    var halves = Allocation.of(0.5, 0.5);
    return (unit, salt) -> halves.variantIndex(Bucketing.bucket(unit, salt)) == 0;
  }
}
