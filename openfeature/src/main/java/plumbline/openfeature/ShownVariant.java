package plumbline.openfeature;

import dev.openfeature.sdk.FlagEvaluationDetails;
import java.util.Optional;

/** The variant of an experiment that showing an evaluation's value exposes its unit to. */
record ShownVariant(String experiment, String variant, String unitType) {

  /** Empty: showing it is no exposure, or the evaluation has recorded that one already. */
  static Optional<ShownVariant> of(FlagEvaluationDetails<?> evaluation) {
    var metadata = evaluation.getFlagMetadata();
    if (metadata == null
        || !Boolean.TRUE.equals(metadata.getBoolean("exposes"))
        || Boolean.TRUE.equals(metadata.getBoolean("exposed"))) {
      return Optional.empty();
    }
    var experiment = metadata.getString("experiment");
    var unitType = metadata.getString("unitType");
    var variant = evaluation.getVariant();
    return experiment == null || unitType == null || variant == null
        ? Optional.empty()
        : Optional.of(new ShownVariant(experiment, variant, unitType));
  }
}
