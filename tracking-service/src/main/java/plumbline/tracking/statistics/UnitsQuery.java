package plumbline.tracking.statistics;

import java.util.Optional;
import plumbline.engine.fold.FoldPlan;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.tracking.v1.StreamUnitsRequest;

/**
 * Which units.
 *
 * @param experiment its key
 * @param variant the only variant that is asked for
 * @param backfill a backfill's key, or empty
 */
record UnitsQuery(String experiment, Optional<String> variant, String backfill) {

  static UnitsQuery parse(StreamUnitsRequest request) {
    var violations = new Violations();
    violations.check(
        !request.getExperiment().isEmpty(), "experiment", "must be an experiment's key");
    violations.throwIfAny();
    return new UnitsQuery(
        request.getExperiment(),
        Optional.of(request.getVariant()).filter(it -> !it.isEmpty()),
        request.getBackfill());
  }

  /** Refuses a variant that the plan does not have. */
  void check(FoldPlan plan) {
    if (variant.isPresent() && !plan.variants().contains(variant.get())) {
      throw new Failure.Invalid(
          "variant", "must be empty or one of " + String.join(", ", plan.variants()));
    }
  }

  /** Whether units that were first exposed to it are asked for. */
  boolean wants(String firstVariant) {
    return variant.isEmpty() || variant.get().equals(firstVariant);
  }
}
