package plumbline.engine.sequential;

import java.util.List;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.RelativeLift;

/** What the newest look says. */
public sealed interface LookResult {
  /**
   * The look was tested.
   *
   * @param boundaries of all looks so far that were tested, with the information as it was; the
   *     last is this look's
   * @param z the difference in standard errors
   * @param rejected whether this look or an earlier one passed its boundary
   * @param pValueSequential the smallest alpha at which {@code rejected} would be true, two-sided
   *     if the design is, at least 1e-12; below alpha exactly if {@code rejected}
   * @param interval the repeated confidence interval (Jennison and Turnbull 1989, JRSS B 51,
   *     305-361): the difference plus and minus the boundary times its standard error. All looks'
   *     intervals together hold the difference with probability 1 - alpha (one side: each end
   *     does). While no earlier look has rejected, it excludes 0 exactly if {@code rejected}; with
   *     one side, if it lies above 0.
   */
  record Tested(
      List<Boundary> boundaries,
      double z,
      boolean rejected,
      double pValueSequential,
      Interval interval)
      implements LookResult {
    /** Keeps what it was given. */
    public Tested {
      boundaries = List.copyOf(boundaries);
    }

    /** This look's. */
    public Boundary boundary() {
      return boundaries.getLast();
    }

    /**
     * The repeated confidence interval of the relative lift: Fieller's with the boundary as
     * critical value, so that it excludes 0 exactly when {@link #interval()} does.
     *
     * @param control of this look
     * @param treatment of this look
     */
    public RelativeLift lift(Estimate control, Estimate treatment) {
      return RelativeLift.fieller(control, treatment, boundary().z());
    }
  }

  /** There is no test at this look; it spends nothing, and what was found before stands. */
  record Untested(Reason reason) implements LookResult {}

  /** Why a look is not tested. */
  enum Reason {
    /** The information has not grown since the look before: nothing more may be spent. */
    INFORMATION_NOT_GROWN,
    /** An earlier look had all of the planned information, and spent all of alpha. */
    ALL_SPENT
  }
}
