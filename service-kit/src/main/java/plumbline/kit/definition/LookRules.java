package plumbline.kit.definition;

import java.util.List;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.Design;

/** What the looks of a design must be. */
public final class LookRules {
  private static final int MAX = 20;

  /** Closer looks tell next to nothing new, and their boundaries take ever longer to compute. */
  private static final double APART = 0.01;

  private static final double ROUNDING = 1e-9;

  private LookRules() {}

  /**
   * Adds what is wrong with them.
   *
   * @param field where they stand in the request
   * @param looks shares of the planned information
   */
  public static void check(Violations violations, String field, Design design, List<Double> looks) {
    if (design != Design.DESIGN_GROUP_SEQUENTIAL) {
      violations.check(looks.isEmpty(), field, "is for DESIGN_GROUP_SEQUENTIAL alone");
      return;
    }
    if (!violations.check(
        looks.size() >= 2 && looks.size() <= MAX,
        field,
        "must be 2 to 20 with DESIGN_GROUP_SEQUENTIAL: one look is DESIGN_FIXED_HORIZON")) {
      return;
    }
    var before = 0.0;
    for (var i = 0; i < looks.size(); i++) {
      violations.check(
          looks.get(i) > (i == 0 ? 0 : before + APART - ROUNDING) && looks.get(i) <= 1,
          field + "[" + i + "]",
          "must be above " + (i == 0 ? "0" : "the look before by 0.01 or more") + ", up to 1");
      before = looks.get(i);
    }
    violations.check(before == 1, field, "must end with 1, the look with all of the information");
  }
}
