package plumbline.engine.reference;

/** CUPED, against gbstats and tea-tasting. */
final class CupedFamily {
  private CupedFamily() {}

  static void check(ReferenceCase c) {
    c.skip("all");
  }
}
