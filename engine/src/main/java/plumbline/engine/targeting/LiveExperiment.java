package plumbline.engine.targeting;

import java.util.Objects;
import plumbline.engine.bucketing.Allocation;
import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.bucketing.Share;

/**
 * An experiment as assignment sees it: immutable, made once for each version of its definition,
 * with every answer that it can give made beforehand. Deciding allocates nothing and takes no lock.
 */
public final class LiveExperiment {
  private static final Decision NOT_STARTED = new Decision.Default(Rule.NOT_STARTED);
  private static final Decision OUTSIDE_TRAFFIC = new Decision.Default(Rule.TRAFFIC);

  private final String key;
  private final boolean serving;
  private final int trafficThreshold;
  private final Allocation allocation;
  private final Decision[] byVariant;

  private LiveExperiment(Definition definition, Phase phase) {
    this.key = definition.key;
    this.serving = phase != Phase.PENDING && phase != Phase.OVER;
    this.trafficThreshold = Share.threshold(definition.traffic);
    this.allocation = Allocation.of(definition.weights);
    this.byVariant = new Decision[definition.weights.length];
    for (int i = 0; i < byVariant.length; i++) {
      byVariant[i] = decision(i, definition.control, phase);
    }
  }

  /** What the experiment answers in a phase of its life. */
  public static LiveExperiment of(Definition definition, Phase phase) {
    return new LiveExperiment(definition, phase);
  }

  /**
   * What the unit gets.
   *
   * @param unit 1 to 256 bytes of UTF-8; the caller has validated it
   */
  public Decision decide(String unit) {
    if (!serving) {
      return NOT_STARTED;
    }
    if (trafficThreshold < Bucketing.BUCKETS
        && Bucketing.trafficBucket(key, unit) >= trafficThreshold) {
      return OUTSIDE_TRAFFIC;
    }
    return byVariant[allocation.variantIndex(Bucketing.bucket(unit, key))];
  }

  private static Decision decision(int variant, int control, Phase phase) {
    return phase == Phase.HALTED
        ? new Decision.Served(control, Rule.HALTED, false)
        : new Decision.Served(variant, Rule.VARIANT, phase == Phase.RUNNING);
  }

  /** What of a definition decides; validated before it gets here. */
  public static final class Definition {
    private final String key;
    private final double traffic;
    private final int control;
    private final double[] weights;

    /**
     * Takes a definition's parts.
     *
     * @param key the salt of the hash
     * @param traffic share of units that take part, in [0, 1]
     * @param control index of the control variant
     * @param weights share of the participants of each variant, in the definition's order
     */
    public Definition(String key, double traffic, int control, double... weights) {
      this.key = key;
      this.traffic = traffic;
      this.control = Objects.checkIndex(control, weights.length);
      this.weights = weights.clone();
    }
  }
}
