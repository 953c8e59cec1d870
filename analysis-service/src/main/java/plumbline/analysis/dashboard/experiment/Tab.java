package plumbline.analysis.dashboard.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts that an experiment's page is divided into. */
enum Tab {
  OVERVIEW("Overview"),
  RESULTS("Results"),
  HEALTH("Health"),
  GUARDRAILS("Guardrails"),
  REVIEW("Review"),
  DECISION("Decision");

  private final String label;

  Tab(String label) {
    this.label = label;
  }

  static Optional<Tab> find(String word) {
    return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst();
  }

  String label() {
    return label;
  }

  /** As it stands in a path. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it is. */
  String path(String experiment) {
    return "/experiments/" + experiment + (this == OVERVIEW ? "" : "/" + word());
  }

  /** Where what changes of it is. */
  String livePath(String experiment) {
    return "/experiments/" + experiment + "/" + word() + "/live";
  }
}
