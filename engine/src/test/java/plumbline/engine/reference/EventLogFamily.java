package plumbline.engine.reference;

/** From raw events to results, against pandas and scipy. */
final class EventLogFamily {
  private EventLogFamily() {}

  static void check(ReferenceCase c) {
    c.skip("all");
  }
}
