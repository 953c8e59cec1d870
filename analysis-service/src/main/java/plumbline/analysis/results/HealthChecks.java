package plumbline.analysis.results;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import plumbline.analysis.results.Health.Completeness;
import plumbline.analysis.results.Health.Day;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;

/** From what was counted to whether it can be relied upon. */
final class HealthChecks {
  /** An hour is usual; events come late in a batch now and then. */
  private static final Duration SOMEWHAT_LATE = Duration.ofHours(3);

  private static final Duration LATE = Duration.ofDays(1);

  private HealthChecks() {}

  static Health of(Study study, Observations observations, List<VariantCount> counts, Instant now) {
    var days = days(study, observations);
    return new Health(
        SplitCheck.exposed(counts),
        SplitCheck.analysed(counts),
        ImbalanceCheck.crossover(counts),
        ImbalanceCheck.exclusion(counts),
        completeness(observations.completeUpTo(), observations.pendingBatches(), now),
        PrePeriodCheck.of(study, observations),
        new ProgressCheck(study, counts, days, now).check(),
        days);
  }

  /** Of an experiment that has not started. */
  static Health ofNobody(Study study, List<VariantCount> nobody, Instant now) {
    return new Health(
        SplitCheck.exposed(nobody),
        SplitCheck.analysed(nobody),
        ImbalanceCheck.crossover(nobody),
        ImbalanceCheck.exclusion(nobody),
        new Completeness(State.UNKNOWN, Optional.empty(), "Nothing was asked for yet."),
        Optional.empty(),
        new ProgressCheck(study, nobody, List.of(), now).check(),
        List.of());
  }

  private static Completeness completeness(
      Optional<Instant> completeUpTo, long pending, Instant now) {
    if (completeUpTo.isEmpty()) {
      return new Completeness(
          State.WATCH, Optional.empty(), "It is not known yet up to when events are complete.");
    }
    var behind = Duration.between(completeUpTo.get(), now);
    var lag = behind.isNegative() ? Duration.ZERO : behind;
    var late =
        lag.compareTo(LATE) > 0
            ? State.ALARM
            : lag.compareTo(SOMEWHAT_LATE) > 0 ? State.WATCH : State.OK;
    var waiting =
        pending == 0
            ? "all that was stored is counted"
            : Figures.count(pending) + " batches of events are stored and not counted yet";
    var state = pending > 0 && late == State.OK ? State.WATCH : late;
    return new Completeness(
        state,
        Optional.of(lag),
        "Events are complete up to %s hours ago, and %s."
            .formatted(Figures.size(lag.toMinutes() / 60.0), waiting));
  }

  private static List<Day> days(Study study, Observations observations) {
    var variants = study.variants();
    var days = new TreeMap<java.time.LocalDate, Long[]>();
    for (var i = 0; i < variants.size(); i++) {
      for (var day : observations.of(variants.get(i).key()).days()) {
        days.computeIfAbsent(day.day(), _ -> zeros(variants.size()))[i] = day.counts().exposed();
      }
    }
    return days.entrySet().stream()
        .map(it -> new Day(it.getKey(), List.of(it.getValue())))
        .toList();
  }

  private static Long[] zeros(int count) {
    var zeros = new Long[count];
    java.util.Arrays.fill(zeros, 0L);
    return zeros;
  }
}
