package plumbline.engine.reference;

/** Ratios of sums, against gbstats and tea-tasting. */
final class RatioFamily {
  private RatioFamily() {}

  static void check(ReferenceCase c) {
    c.skip("all");
  }
}
