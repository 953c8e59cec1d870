package plumbline.engine.aa;

import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Comparison;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Metric;

/** Compares the halves. */
@FunctionalInterface
public interface Comparer {
  /** One half against the other, at {@link Replay#ALPHA}. */
  Finding compare(Design design, Arm control, Arm treatment);

  /** The way that experiments compare their variants. */
  static Comparer real(Metric metric) {
    return (design, control, treatment) ->
        new Comparison(metric, design).compare(control, treatment, Replay.ALPHA);
  }
}
