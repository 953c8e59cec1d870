package plumbline.engine.reference;

import java.util.Map;
import plumbline.engine.statistics.Correction;

/** Adjusted p-values, against R and statsmodels. */
final class MultiplicityFamily {
  private static final Map<String, Correction> NAMES =
      Map.of(
          "bonferroni", Correction.BONFERRONI,
          "holm", Correction.HOLM,
          "hochberg", Correction.HOCHBERG,
          "hommel", Correction.HOMMEL,
          "BH", Correction.BENJAMINI_HOCHBERG,
          "BY", Correction.BENJAMINI_YEKUTIELI);

  private MultiplicityFamily() {}

  static void check(ReferenceCase c) {
    double[] p = c.numbers("p");
    NAMES.forEach((name, correction) -> c.check(name, correction.adjust(p)));
  }
}
