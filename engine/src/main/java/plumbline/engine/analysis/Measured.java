package plumbline.engine.analysis;

import java.util.List;
import java.util.function.Function;

/**
 * A metric with what was counted of it.
 *
 * @param family what it is corrected together with
 * @param treatments in the definition's order, at least one
 * @param design of the comparison with a treatment, by its key
 */
public record Measured(
    Metric metric,
    Family family,
    Arm control,
    List<Arm> treatments,
    Function<String, Design> design) {

  /** Comparisons that share alpha. */
  public enum Family {
    /** The primary metric: its treatments share alpha. */
    PRIMARY,
    /** Secondary metrics: all their treatments share alpha, apart from the primary's. */
    SECONDARY,
    /** Whatever shares nothing here: guardrails have levels of their own. */
    ALONE
  }

  /** Keeps its own copy. */
  public Measured {
    treatments = List.copyOf(treatments);
  }

  /** With one design for all treatments. */
  public static Measured of(
      Metric metric, Family family, Arm control, List<Arm> treatments, Design design) {
    return new Measured(metric, family, control, treatments, _ -> design);
  }
}
