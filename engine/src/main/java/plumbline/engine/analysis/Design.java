package plumbline.engine.analysis;

import java.util.List;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.statistics.AsymptoticSequence;

/** When numbers may be looked at, which decides how wide their intervals are. */
public sealed interface Design {
  /** One verdict, at the planned end; withheld before. */
  record FixedHorizon() implements Design {}

  /**
   * Valid at any time, on matured units.
   *
   * @param sequence frozen with the plan: its alpha and planned units are those before the start,
   *     at whatever level a comparison is made
   */
  record AlwaysValid(AsymptoticSequence sequence) implements Design {}

  /**
   * A few looks, planned beforehand; withheld between them. After the first look that rejects there
   * is none.
   *
   * @param monitor frozen with the plan; its information is that of one metric
   * @param earlier looks of this metric and treatment, in order, none of which rejected
   * @param last whether this is the last look
   */
  record GroupSequential(GroupSequentialMonitor monitor, List<Look> earlier, boolean last)
      implements Design {
    /** Keeps its own copy. */
    public GroupSequential {
      earlier = List.copyOf(earlier);
    }
  }
}
