package plumbline.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a benchmark says, for people, a line at a time. */
public final class Lines {
  private final PrintStream out;

  public Lines(PrintStream out) {
    this.out = out;
  }

  /** To the standard output, each line at once. */
  public static Lines ofStandardOutput() {
    return new Lines(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
  }

  /** A line, as {@link String#format}. */
  public void line(String format, Object... values) {
    out.println(format.formatted(values));
  }

  /**
   * How a figure varied.
   *
   * @param format of one number
   */
  public void spread(String name, String format, Spread spread) {
    var text = "%-26s median " + format + " (" + format + " to " + format + ")";
    text += ", mean's 95 %% interval " + format + " to " + format;
    line(text, name, spread.median(), spread.min(), spread.max(), spread.low(), spread.high());
  }
}
