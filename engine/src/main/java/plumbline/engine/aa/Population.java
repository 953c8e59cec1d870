package plumbline.engine.aa;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import plumbline.engine.analysis.Figures;
import plumbline.engine.fold.FoldMetric.Kind;

/**
 * The units that are split, as far as it decides what can be said of them.
 *
 * @param units how many
 * @param active of these, units with a value other than zero
 * @param distinctValues at most {@link #MANY} are counted
 */
public record Population(Kind kind, long units, long active, int distinctValues) {
  /** Fewer units say nothing. */
  public static final long LEAST_UNITS = 1_000;

  static final String ALIKE =
      "Too few units did anything that others did not, so halves of them cannot be compared.";

  /** A p-value of fewer units with a value, or without, takes too few values to be judged. */
  private static final long LEAST_ACTIVE = 500;

  /** From so many values on, a sum takes any. */
  private static final int MANY = 100;

  /** Looks at units. */
  public static Population of(Kind kind, List<ReplayedUnit> units) {
    var plan = ReplayPlan.of(kind, false);
    var values = new HashSet<BigInteger>();
    var active = 0L;
    for (var unit : units) {
      var value = plan.value(unit.state());
      if (values.size() < MANY) {
        values.add(value);
      }
      active += value.signum() == 0 ? 0 : 1;
    }
    return new Population(kind, units.size(), active, values.size());
  }

  /** Why nothing can be said; empty if something can. */
  public Optional<String> tooFew() {
    if (units < LEAST_UNITS) {
      return Optional.of(
          "There are %s units; with fewer than %s nothing can be said."
              .formatted(Figures.count(units), Figures.count(LEAST_UNITS)));
    }
    var alike = active < LEAST_ACTIVE || (kind == Kind.PROPORTION && units - active < LEAST_ACTIVE);
    return alike ? Optional.of(ALIKE) : Optional.empty();
  }

  /** Whether a test's p-value can take practically any value. */
  boolean isContinuous() {
    return kind == Kind.RATIO || (kind == Kind.MEAN && distinctValues >= MANY);
  }
}
