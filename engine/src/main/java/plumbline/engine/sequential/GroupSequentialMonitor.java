package plumbline.engine.sequential;

import java.util.ArrayList;
import java.util.List;
import plumbline.engine.sequential.LookResult.Reason;
import plumbline.engine.sequential.LookResult.Tested;
import plumbline.engine.sequential.LookResult.Untested;
import plumbline.engine.statistics.Interval;

/**
 * A running group-sequential test: looks come with the information that they really have. When they
 * are must not depend on what was seen (Lan and DeMets 1989, Statistics in Medicine 8, 1191-1198);
 * the calendar or the number of units may decide it.
 *
 * <p>A look at the fraction t of the planned information has spent what the design spends at {@code
 * min(1, t)}, with the correlation that the looks really have. The last one spends all that is
 * left, at whatever information it has.
 *
 * <ul>
 *   <li>Information that has not grown by a millionth (the variance may rise with the units) is no
 *       look of its own: it is not tested. If it is the last look it has to be: what is left is
 *       then spent as if nothing were known of the correlation, by the union bound, which errs on
 *       the safe side.
 *   <li>Once a look has had the planned information, all is spent; no look after it is tested.
 * </ul>
 *
 * @param maxInformation the planned one of the last look, one over the squared standard error;
 *     frozen before the first look
 */
public record GroupSequentialMonitor(GroupSequentialDesign design, double maxInformation) {
  /** Refuses information that is none. */
  public GroupSequentialMonitor {
    if (!(maxInformation > 0.0 && Double.isFinite(maxInformation))) {
      throw new IllegalArgumentException(
          "maxInformation is above 0 and finite, not " + maxInformation);
    }
  }

  /**
   * What the newest look says, while others are to come.
   *
   * @param looks all up to now, in order
   */
  public LookResult interim(List<Look> looks) {
    return at(looks, false);
  }

  /**
   * What the last look says: the one at the end, be it early or late.
   *
   * @param looks all of them, in order
   */
  public LookResult last(List<Look> looks) {
    return at(looks, true);
  }

  private LookResult at(List<Look> looks, boolean last) {
    if (looks.isEmpty() || looks.size() > Boundaries.MAX_LOOKS) {
      throw new IllegalArgumentException("looks are 1 to 1000, not " + looks.size());
    }
    Look newest = looks.getLast();
    List<Look> tested = new ArrayList<>();
    double reached = 0.0;
    for (Look look : looks.subList(0, looks.size() - 1)) {
      if (isGrown(look, reached)) {
        tested.add(look);
        reached = fraction(look);
      }
    }
    if (isAll(reached)) {
      return new Untested(Reason.ALL_SPENT);
    }
    boolean grown = isGrown(newest, reached);
    if (!grown && !last) {
      return new Untested(Reason.INFORMATION_NOT_GROWN);
    }
    tested.add(newest);
    return tested(new RealisedLooks(this, tested, grown, last));
  }

  private LookResult tested(RealisedLooks looks) {
    List<Boundary> boundaries = looks.boundaries(design.alpha());
    Look newest = looks.looks().getLast();
    return new Tested(
        boundaries,
        newest.z(),
        looks.excess(boundaries) > 0.0,
        looks.pValue(),
        interval(newest, boundaries.getLast().z()));
  }

  private static Interval interval(Look look, double z) {
    double half = z * look.standardError();
    return new Interval(look.difference() - half, look.difference() + half);
  }

  private boolean isGrown(Look look, double reached) {
    return fraction(look) >= reached * IncrementRecursion.LEAST_GROWTH;
  }

  /** Up to the millionth that makes no look either. */
  private static boolean isAll(double reached) {
    return reached * IncrementRecursion.LEAST_GROWTH >= 1.0;
  }

  double fraction(Look look) {
    return look.information() / maxInformation;
  }
}
