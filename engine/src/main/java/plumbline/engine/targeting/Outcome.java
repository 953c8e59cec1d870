package plumbline.engine.targeting;

import java.util.Map;
import java.util.Objects;
import plumbline.engine.bucketing.Allocation;
import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.bucketing.Share;

/**
 * Who gets the variant that won a decided experiment: of the units that the experiment was for (its
 * holdouts, eligibility and prerequisites still hold, its layer and traffic do not), those whose
 * variant by the formula it is come first, then the others by the flag's rollout hash. So nobody
 * who was treated is ever thrown out, whatever the share.
 */
public final class Outcome {
  private final String experiment;
  private final Gate gate;
  private final Allocation allocation;
  private final int winner;
  private final String flag;
  private final int threshold;

  private Outcome(
      LiveExperiment.Definition definition, int winner, String flag, double shareOfOthers) {
    var targeting = definition.targeting();
    this.experiment = definition.key();
    this.gate =
        new Gate(
            new Targeting(
                Map.of(),
                targeting.holdouts(),
                targeting.eligibility(),
                targeting.prerequisites(),
                null));
    this.allocation = Allocation.of(definition.weights());
    this.winner = winner;
    this.flag = flag;
    this.threshold = Share.threshold(shareOfOthers);
  }

  /**
   * The outcome of a definition that was decided.
   *
   * @param winner counted from 0 in the definition's order
   * @param flag salt of the rollout hash
   * @param share of the units, in [0, 1]; below what the winner has by the formula, it is that
   */
  public static Outcome of(
      LiveExperiment.Definition definition, int winner, String flag, double share) {
    var shares = Allocation.of(definition.weights()).shares();
    var own = shares[Objects.checkIndex(winner, shares.length)];
    // The others are 1 - own; with nobody else there is nobody to roll out to.
    var others = share >= 1 ? 1 : share <= own ? 0 : (share - own) / (1 - own);
    return new Outcome(definition, winner, flag, others);
  }

  /** Whether the unit gets the winner. */
  public boolean includes(String unit, Map<String, ?> attributes) {
    return gate.refuse(unit, attributes) == null
        && (threshold == Bucketing.BUCKETS
            || allocation.variantIndex(Bucketing.bucket(unit, experiment)) == winner
            || Bucketing.rolloutBucket(flag, unit) < threshold);
  }
}
