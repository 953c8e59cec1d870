package plumbline.engine.reference;

import plumbline.engine.sequential.Boundaries;
import plumbline.engine.sequential.Boundary;
import plumbline.engine.sequential.ClassicalBoundary;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.Spending;

/** Group-sequential boundaries, against rpact. */
final class GroupSequentialFamily {
  private GroupSequentialFamily() {}

  static void check(ReferenceCase c) {
    switch (c.text("design")) {
      case "asOF" -> check(c, spend(c, new Spending.OBrienFleming()));
      case "asP" -> check(c, spend(c, new Spending.Pocock()));
      case "asKD" -> check(c, spend(c, new Spending.KimDeMets(c.number("gamma"))));
      case "asHSD" -> check(c, spend(c, new Spending.HwangShihDeCani(c.number("gamma"))));
      case "OF" -> check(c, classical(c, ClassicalBoundary.OBRIEN_FLEMING));
      case "P" -> check(c, classical(c, ClassicalBoundary.POCOCK));
      case String other -> c.skip(other + ": unknown design");
    }
  }

  private static void check(ReferenceCase c, Boundaries got) {
    c.check("z", got.looks().stream().mapToDouble(Boundary::z).toArray());
    c.check("alpha_spent", got.looks().stream().mapToDouble(Boundary::alphaSpent).toArray());
    c.check(
        "nominal_p_per_side",
        got.looks().stream().mapToDouble(Boundary::nominalPValuePerSide).toArray());
    c.check("inflation_factor", got.inflation(0.8));
  }

  private static Boundaries spend(ReferenceCase c, Spending spending) {
    return new GroupSequentialDesign(spending, c.number("alpha"), (int) c.whole("sided"))
        .boundaries(c.numbers("information"));
  }

  private static Boundaries classical(ReferenceCase c, ClassicalBoundary shape) {
    return shape.boundaries(c.number("alpha"), (int) c.whole("sided"), c.numbers("information"));
  }
}
