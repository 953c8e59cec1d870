package plumbline.analysis.results;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumbline.analysis.results.Health.Day;
import plumbline.analysis.results.Health.Progress;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;

/** How much of the planned units is there, and when the rest is expected. */
record ProgressCheck(Study study, List<VariantCount> counts, List<Day> days, Instant now) {
  private static final long RATE_DAYS = 7;
  private static final double SECONDS = Duration.ofDays(1).toSeconds();

  Progress check() {
    var planned = study.variants().stream().map(study::plannedUnits).toList();
    var share = share(planned);
    var end = plannedEnd();
    if (isOver()) {
      return new Progress(
          share.isEmpty() ? State.UNKNOWN : isReached(share) ? State.OK : State.WATCH,
          planned,
          share,
          end,
          OptionalDouble.empty(),
          "Enrolment is over" + have(share) + ".");
    }
    var left = daysLeft(planned, end);
    var late = left.isPresent() && end.isPresent() && left.getAsDouble() > untilEnd(end.get()) + 1;
    return new Progress(
        share.isEmpty() ? State.UNKNOWN : late ? State.WATCH : State.OK,
        planned,
        share,
        end,
        left,
        sentence(share, left, late));
  }

  private String sentence(OptionalDouble share, OptionalDouble left, boolean late) {
    if (study.life().started().isEmpty()) {
      return "It has not started.";
    }
    var rest =
        left.isEmpty()
            ? "how long it will take is not known yet"
            : "at the rate of the last %d days it takes about %s more"
                .formatted(RATE_DAYS, days(left.getAsDouble()));
    return "Units are enrolled%s; %s%s."
        .formatted(have(share), rest, late ? ", longer than was planned" : "");
  }

  private static String days(double days) {
    var whole = (long) Math.ceil(days);
    return whole == 1 ? "1 day" : Figures.count(whole) + " days";
  }

  private static String have(OptionalDouble share) {
    return share.isEmpty()
        ? ""
        : ", and %s of the planned units are there".formatted(Figures.percent(share.getAsDouble()));
  }

  private static boolean isReached(OptionalDouble share) {
    return share.isPresent() && share.getAsDouble() >= 1.0;
  }

  private boolean isOver() {
    return study.life().enrolmentEnd().filter(end -> !now.isBefore(end)).isPresent();
  }

  private OptionalDouble share(List<Long> planned) {
    return planned.stream().anyMatch(it -> it < 1)
        ? OptionalDouble.empty()
        : IntStream.range(0, planned.size())
            .mapToDouble(i -> (double) counts.get(i).analysed() / planned.get(i))
            .min();
  }

  private Optional<Instant> plannedEnd() {
    return study.life().started().flatMap(start -> study.plan().duration().map(start::plus));
  }

  private double untilEnd(Instant end) {
    return Math.max(0, ChronoUnit.SECONDS.between(now, end) / SECONDS);
  }

  /** Until both the planned units and the planned end are reached. */
  private OptionalDouble daysLeft(List<Long> planned, Optional<Instant> end) {
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var full = study.life().started().map(it -> fullDays(it, today)).orElse(0L);
    if (full < 1) {
      return OptionalDouble.empty();
    }
    var longest = end.map(this::untilEnd).orElse(0.0);
    for (var i = 0; i < planned.size(); i++) {
      var missing = Math.max(0, planned.get(i) - counts.get(i).analysed());
      var rate = exposed(i, today.minusDays(full), today) / (double) full;
      if (missing > 0 && rate == 0) {
        return OptionalDouble.empty();
      }
      longest = missing > 0 ? Math.max(longest, missing / rate) : longest;
    }
    return OptionalDouble.of(longest);
  }

  private static long fullDays(Instant started, LocalDate today) {
    var first = LocalDate.ofInstant(started, ZoneOffset.UTC);
    return Math.clamp(ChronoUnit.DAYS.between(first, today), 0, RATE_DAYS);
  }

  private long exposed(int variant, LocalDate from, LocalDate before) {
    return days.stream()
        .filter(it -> !it.day().isBefore(from) && it.day().isBefore(before))
        .mapToLong(it -> it.exposed().get(variant))
        .sum();
  }
}
