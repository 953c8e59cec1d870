package plumbline.analysis.dashboard.field;

/**
 * What can be chosen.
 *
 * @param value what the form sends
 * @param label what people read
 */
public record Option(String value, String label, boolean chosen) {
  /** One of which it is not known yet whether it is chosen. */
  public Option(String value, String label) {
    this(value, label, false);
  }
}
