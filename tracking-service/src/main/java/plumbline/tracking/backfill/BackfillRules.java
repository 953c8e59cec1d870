package plumbline.tracking.backfill;

import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.Backfill;

/** Which backfills an experiment may have as it stands. */
final class BackfillRules {
  private BackfillRules() {}

  /**
   * Refuses what makes no sense.
   *
   * @throws Failure.Refused saying why
   */
  static void require(BackfillTable.Owner owner, Backfill asked) {
    var experiment = owner.definition().getKey();
    if (owner.sealed()) {
      throw new Failure.Refused(
          "'%s' was decided long ago and is sealed: events that a backfill needs may be gone"
              .formatted(experiment));
    }
    if (!owner.started()) {
      throw new Failure.Refused(
          "'%s' has not started: put it into the definition, where it counts as registered"
              .formatted(experiment));
    }
    var definition = owner.definition().getDefinition();
    if (asked.hasSegment() && definition.getPlan().getSegmentsList().contains(asked.getSegment())) {
      throw new Failure.Refused(
          "'%s' is a registered segment of '%s': its statistics have it without a backfill"
              .formatted(asked.getSegment(), experiment));
    }
    if (asked.hasMetric()
        && definition.getMetricsList().stream()
            .anyMatch(it -> it.getMetric().getKey().equals(asked.getMetric().getKey()))) {
      throw new Failure.Refused(
          "'%s' is a registered metric of '%s': one that is measured otherwise needs another key"
              .formatted(asked.getMetric().getKey(), experiment));
    }
  }
}
