package plumbline.analysis.dashboard.experiment;

import java.util.Locale;
import java.util.stream.Stream;

/** What an effect is written as. */
enum Impact {
  RELATIVE("Relative"),
  ABSOLUTE("Absolute"),
  SCALED("Scaled");

  private final String label;

  Impact(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is no impact is as if nothing had been asked for. */
  static Impact of(String word) {
    return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst().orElse(RELATIVE);
  }
}
