package plumbline.engine.reference;

/** Posteriors, against scipy and gbstats. */
final class BayesianFamily {
  private BayesianFamily() {}

  static void check(ReferenceCase c) {
    c.skip("all");
  }
}
