package plumbline.analysis.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a subject.
 *
 * @param since when it became what it is
 * @param checked when the sentence was true
 * @param told when people were told last; empty if there was nothing to tell
 */
public record Alarm(
    Subject subject,
    boolean raised,
    Instant since,
    Instant checked,
    Optional<Instant> told,
    String sentence) {
  /** A sentence whose numbers changed, and nothing else, is not written more often. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** What has become of it, and what is to be told of that. */
  record Step(Alarm alarm, Optional<Telling> telling) {}

  /** Why people are told. */
  enum Telling {
    RAISED,
    CLEARED,
    /** It persists. */
    REPEATED;

    /** As messages have it. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The first state of a subject. */
  static Step first(Finding finding, Instant now) {
    var telling = finding.raised() ? Optional.of(Telling.RAISED) : Optional.<Telling>empty();
    return new Step(
        new Alarm(
            finding.subject(),
            finding.raised(),
            now,
            now,
            telling.map(_ -> now),
            finding.sentence()),
        telling);
  }

  /** The next state; empty where nothing is worth writing down. */
  Optional<Step> next(Finding finding, Instant now, Repeats repeats) {
    if (finding.raised() != raised) {
      var alarm =
          new Alarm(subject, finding.raised(), now, now, Optional.of(now), finding.sentence());
      return Optional.of(
          new Step(alarm, Optional.of(finding.raised() ? Telling.RAISED : Telling.CLEARED)));
    }
    if (raised && told.isPresent() && repeats.isDue(told.get(), now)) {
      return Optional.of(
          new Step(
              new Alarm(subject, true, since, now, Optional.of(now), finding.sentence()),
              Optional.of(Telling.REPEATED)));
    }
    var stale = Duration.between(checked, now).compareTo(FRESH) >= 0;
    return stale && !finding.sentence().equals(sentence)
        ? Optional.of(
            new Step(
                new Alarm(subject, raised, since, now, told, finding.sentence()), Optional.empty()))
        : Optional.empty();
  }

  /** That it is still so, where nothing new was found. */
  Finding still() {
    return new Finding(subject, raised, sentence);
  }
}
