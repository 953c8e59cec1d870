package plumbline.engine.sequential;

import java.util.Optional;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Estimate;

/**
 * What the matured units said at one look.
 *
 * @param difference treatment minus control, in the metric's unit
 * @param standardError of the difference, above 0
 */
public record Look(double difference, double standardError) {
  /** Refuses what no look can have seen. */
  public Look {
    if (!Double.isFinite(difference) || !(standardError > 0.0 && standardError < 1e150)) {
      throw new IllegalArgumentException(
          "no look has a difference of %s with a standard error of %s"
              .formatted(difference, standardError));
    }
  }

  /** Two arms' means; empty where nothing varies, which is nothing to test. */
  public static Optional<Look> of(ArmSummary control, ArmSummary treatment) {
    Estimate from = control.estimate();
    Estimate to = treatment.estimate();
    double error = Math.sqrt(from.variance() + to.variance());
    return error == 0.0
        ? Optional.empty()
        : Optional.of(new Look(to.value() - from.value(), error));
  }

  /** How much is known: one over the squared standard error. */
  public double information() {
    return 1.0 / (standardError * standardError);
  }

  /** The difference in standard errors. */
  public double z() {
    return difference / standardError;
  }
}
