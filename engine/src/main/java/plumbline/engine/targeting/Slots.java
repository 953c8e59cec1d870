package plumbline.engine.targeting;

import static plumbline.engine.bucketing.Bucketing.BUCKETS;

import plumbline.engine.bucketing.Bucketing;

/**
 * The part of a layer that an experiment owns. A unit has one slot in a layer, so experiments whose
 * slots are disjoint never share a unit. The slot has a hash of its own: it says nothing about the
 * variant.
 *
 * @param layer salt of the hash, {@code [a-z0-9][a-z0-9_-]{0,63}}
 * @param from first slot, from 0
 * @param to one past the last slot, up to 10000
 */
public record Slots(String layer, int from, int to) {
  /** Throws {@link IllegalArgumentException} unless {@code 0 <= from < to <= 10000}. */
  public Slots {
    if (from < 0 || from >= to || to > BUCKETS) {
      throw new IllegalArgumentException("no slots: [" + from + ", " + to + ")");
    }
  }

  /** Whether the unit's slot is among them. */
  public boolean includes(String unit) {
    var slot = Bucketing.layerBucket(layer, unit);
    return slot >= from && slot < to;
  }
}
