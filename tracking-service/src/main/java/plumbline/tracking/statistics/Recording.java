package plumbline.tracking.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import plumbline.engine.fold.FoldPlan;

/** Since when what units do is recorded: what they did before is not nothing, it is unknown. */
@ApplicationScoped
class Recording {
  private final StatisticsConfig config;

  @Inject
  Recording(StatisticsConfig config) {
    this.config = config;
  }

  /** Why the plan's covariates must not be used; empty if they may, or it has none. */
  String covariateWarning(FoldPlan plan) {
    if (plan.covariate() == null || config.recordingSince().isEmpty()) {
      return "";
    }
    var from = Instant.EPOCH.plus(plan.from(), ChronoUnit.MICROS);
    var since = config.recordingSince().get();
    return from.isBefore(since)
        ? "the lookback begins at %s, but events are recorded since %s only: no covariate is used"
            .formatted(from, since)
        : "";
  }
}
