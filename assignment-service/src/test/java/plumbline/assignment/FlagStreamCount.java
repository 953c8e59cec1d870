package plumbline.assignment;

/** How many streams are told of changes, as the metrics say. */
final class FlagStreamCount {
  private FlagStreamCount() {}

  static int now() {
    return (int) Shown.value("plumbline_flags_streams");
  }
}
