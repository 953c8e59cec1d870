package plumbline.analysis.results;

import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;
import plumbline.proto.analysis.v1.Estimate;

/** Estimates as the contract sends them: what is absent says why. */
final class EstimateReplies {
  private EstimateReplies() {}

  static Estimate absolute(Compared compared, double confidence) {
    return Estimate.newBuilder()
        .setValue(compared.difference())
        .setLower(compared.interval().lower())
        .setUpper(compared.interval().upper())
        .setConfidence(confidence)
        .build();
  }

  static Estimate relative(Compared compared, double confidence) {
    return switch (compared.lift()) {
      case RelativeLift.Bounded(var estimate, var interval) ->
          Estimate.newBuilder()
              .setValue(estimate)
              .setLower(interval.lower())
              .setUpper(interval.upper())
              .setConfidence(confidence)
              .setNote(signNote(compared))
              .build();
      case RelativeLift.Unbounded(var shape) ->
          Estimate.newBuilder().setConfidence(confidence).setNote(Reasons.unbounded(shape)).build();
      case NotDefined(var reason) -> absent(Reasons.notDefined(reason), confidence);
    };
  }

  static Estimate absent(String why, double confidence) {
    return Estimate.newBuilder().setConfidence(confidence).setNote(why).build();
  }

  private static String signNote(Compared compared) {
    return compared.hasNegativeControl() ? Reasons.NEGATIVE_CONTROL : "";
  }
}
