package plumbline.engine.analysis;

import java.util.Optional;
import plumbline.engine.sequential.Look;

/**
 * What a look sees of a treatment: the difference that is tested then, and how well it is known.
 */
public final class LookReading {
  private LookReading() {}

  /** Treatment against control; empty where an arm has no value, or nothing varies. */
  public static Optional<Look> of(Metric metric, Arm control, Arm treatment) {
    return Effect.of(metric, control, treatment)
        .filter(it -> it.standardError() > 0.0)
        .map(it -> new Look(it.z() * it.standardError(), it.standardError()));
  }
}
