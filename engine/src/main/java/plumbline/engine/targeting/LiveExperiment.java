package plumbline.engine.targeting;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import plumbline.engine.bucketing.Allocation;
import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.bucketing.Share;

/**
 * An experiment as assignment sees it: immutable, made once for each version of its definition,
 * with every answer that it can give made beforehand. Deciding takes no lock, and allocates nothing
 * unless an eligibility rule does.
 */
public final class LiveExperiment {
  private static final Decision NOT_STARTED = new Decision.Default(Rule.NOT_STARTED);
  private static final Decision OUTSIDE_TRAFFIC = new Decision.Default(Rule.TRAFFIC);

  private final String key;
  private final boolean serving;
  private final Map<String, Decision> forced = new HashMap<>();
  private final Gate gate;
  private final int trafficThreshold;
  private final Allocation allocation;
  private final Decision[] byVariant;

  private LiveExperiment(Definition definition, Phase phase) {
    this.key = definition.key;
    this.serving = phase != Phase.PENDING && phase != Phase.OVER;
    this.gate = new Gate(definition.targeting);
    this.trafficThreshold = Share.threshold(definition.traffic);
    this.allocation = Allocation.of(definition.weights);
    this.byVariant = new Decision[definition.weights.length];
    for (int i = 0; i < byVariant.length; i++) {
      byVariant[i] = decision(i, definition.control, phase);
    }
    definition
        .targeting
        .overrides()
        .forEach((unit, variant) -> forced.put(unit, override(variant, definition.control, phase)));
  }

  /** What the experiment answers in a phase of its life. */
  public static LiveExperiment of(Definition definition, Phase phase) {
    return new LiveExperiment(definition, phase);
  }

  /** Whether it answers anybody with a variant. */
  public boolean isServing() {
    return serving;
  }

  /**
   * What the unit gets.
   *
   * @param unit 1 to 256 bytes of UTF-8; the caller has validated it
   * @param attributes what the caller says of the unit; looked at by eligibility rules alone
   */
  public Decision decide(String unit, Map<String, ?> attributes) {
    if (!serving) {
      return NOT_STARTED;
    }
    @Nullable Decision override = forced.get(unit);
    if (override != null) {
      return override;
    }
    var refusal = gate.refuse(unit, attributes);
    if (refusal != null) {
      return refusal;
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

  private static Decision override(int variant, int control, Phase phase) {
    return phase == Phase.HALTED
        ? new Decision.Served(control, Rule.HALTED, false)
        : new Decision.Served(variant, Rule.OVERRIDE, false);
  }

  /** What of a definition decides; validated before it gets here. */
  public static final class Definition {
    private final String key;
    private final double traffic;
    private final int control;
    private final double[] weights;
    private final Targeting targeting;

    /**
     * Takes a definition's parts.
     *
     * @param key the salt of the hash
     * @param traffic share of units that take part, in [0, 1]
     * @param control index of the control variant
     * @param weights share of the participants of each variant, in the definition's order
     */
    public Definition(String key, double traffic, int control, double... weights) {
      this(key, traffic, control, weights.clone(), Targeting.EVERYBODY);
    }

    private Definition(
        String key, double traffic, int control, double[] weights, Targeting targeting) {
      this.key = key;
      this.traffic = traffic;
      this.control = Objects.checkIndex(control, weights.length);
      this.weights = weights;
      this.targeting = targeting;
      targeting.overrides().values().forEach(it -> Objects.checkIndex(it, weights.length));
    }

    String key() {
      return key;
    }

    double[] weights() {
      return weights.clone();
    }

    Targeting targeting() {
      return targeting;
    }

    /** The same with its targeting; an override's variant must be one of the variants. */
    public Definition with(Targeting targeting) {
      return new Definition(key, traffic, control, weights, targeting);
    }
  }
}
