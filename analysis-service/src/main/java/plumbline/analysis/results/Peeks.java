package plumbline.analysis.results;

import java.util.List;
import java.util.stream.Collectors;
import plumbline.analysis.results.Results.Peek;

/** Says who looked too early. */
final class Peeks {
  private Peeks() {}

  static String sentence(List<Peek> peeks) {
    return peeks.stream()
        .map(it -> "%s on %s (%s)".formatted(it.author(), it.time(), it.reason()))
        .collect(
            Collectors.joining(
                "; ",
                "Before the verdict somebody looked at the numbers, and what they saw may be why it"
                    + " went on or ended: ",
                "."));
  }
}
