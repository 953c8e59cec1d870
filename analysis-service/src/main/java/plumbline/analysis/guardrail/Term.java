package plumbline.analysis.guardrail;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a leader remembers for as long as it leads. Not thread-safe. */
final class Term {
  private final long number;
  private final FoldWatch fold;
  private final Map<String, Progress> seen = new HashMap<>();
  private final Map<String, Progress> written = new HashMap<>();

  Term(long number, FoldWatch fold) {
    this.number = number;
    this.fold = fold;
  }

  long number() {
    return number;
  }

  FoldWatch fold() {
    return fold;
  }

  Optional<Progress> progress(String experiment) {
    return Optional.ofNullable(seen.get(experiment));
  }

  void saw(String experiment, Progress progress) {
    seen.put(experiment, progress);
  }

  void wrote(String experiment, Progress progress) {
    written.put(experiment, progress);
  }

  /** The progress, where it is to be written down. */
  Optional<Progress> worthWriting(String experiment, Progress progress) {
    var before = written.get(experiment);
    return before == null || progress.isAheadOf(before) ? Optional.of(progress) : Optional.empty();
  }
}
