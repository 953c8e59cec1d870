package plumbline.analysis.results;

import java.util.OptionalDouble;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;
import plumbline.proto.analysis.v1.Estimate;

/**
 * Estimates as the contract sends them: what is absent says why.
 *
 * @param confidence of those that are absent; others have their own level's
 */
record EstimateReplies(double confidence) {

  Estimate absolute(Finding finding) {
    return switch (finding) {
      case Compared compared ->
          of(compared)
              .setValue(compared.difference())
              .setLower(compared.interval().lower())
              .setUpper(compared.interval().upper())
              .build();
      case NotCompared(var reason) -> absent(Reasons.notDefined(reason));
      case NotTested(var reason) -> absent(Reasons.notTested(reason));
    };
  }

  Estimate relative(Finding finding) {
    return switch (finding) {
      case Compared compared -> relative(compared);
      case NotCompared(var reason) -> absent(Reasons.notDefined(reason));
      case NotTested(var reason) -> absent(Reasons.notTested(reason));
    };
  }

  /** Two-sided; empty where nothing was tested. */
  static OptionalDouble pValue(Finding finding) {
    return finding instanceof Compared compared && compared.test().isPresent()
        ? OptionalDouble.of(compared.test().get().pValueTwoSided())
        : OptionalDouble.empty();
  }

  private static Estimate relative(Compared compared) {
    return switch (compared.lift()) {
      case RelativeLift.Bounded(var estimate, var interval) ->
          of(compared)
              .setValue(estimate)
              .setLower(interval.lower())
              .setUpper(interval.upper())
              .setNote(compared.hasNegativeControl() ? Reasons.NEGATIVE_CONTROL : "")
              .build();
      case RelativeLift.Unbounded(var shape) ->
          of(compared).setNote(Reasons.unbounded(shape)).build();
      case NotDefined(var reason) -> of(compared).setNote(Reasons.notDefined(reason)).build();
    };
  }

  private Estimate absent(String why) {
    return Estimate.newBuilder().setConfidence(confidence).setNote(why).build();
  }

  private static Estimate.Builder of(Compared compared) {
    return Estimate.newBuilder().setConfidence(1 - compared.level().alpha());
  }
}
