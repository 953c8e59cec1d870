package plumbline.analysis.guardrail;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import plumbline.analysis.alarm.Alarms;
import plumbline.analysis.alarm.Alarms.Scope;
import plumbline.analysis.neighbour.Actions;
import plumbline.analysis.neighbour.Statistics;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** Sees to every experiment once. */
@ApplicationScoped
class Round {
  private static final Logger LOG = Logger.getLogger(Round.class);
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Records records;
  private final Statistics statistics;
  private final Actions actions;
  private final WatchRules rules;
  private final GuardrailMeters meters;
  private final Clock clock;
  private final Set<String> ending = ConcurrentHashMap.newKeySet();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  @Inject
  Round(
      Records records,
      Statistics statistics,
      Actions actions,
      WatchRules rules,
      GuardrailMeters meters,
      Clock clock) {
    this.records = records;
    this.statistics = statistics;
    this.actions = actions;
    this.rules = rules;
    this.meters = meters;
    this.clock = clock;
  }

  /** What was counted of an experiment; empty where tracking-service did not say. */
  private record Counted(Watched watched, Optional<Observations> observations) {}

  /** Does it; only ever by one thread. */
  void see(Term term) throws SQLException {
    var now = clock.instant();
    var watched =
        records.experiments().stream()
            .flatMap(it -> watched(it).stream())
            .filter(it -> now.isBefore(over(it)))
            .toList();
    var counted = counted(watched);
    seeToFold(term, counted);
    for (var it : counted) {
      if (it.observations().isPresent()) {
        seeTo(term, it.watched(), it.observations().get());
      }
    }
  }

  private Optional<Watched> watched(Experiment experiment) {
    try {
      return Optional.of(Watched.of(Studies.parse(experiment)));
    } catch (RuntimeException e) {
      failed(experiment.getKey(), e);
      return Optional.empty();
    }
  }

  /** When nothing that counts is expected any more. */
  private Instant over(Watched watched) {
    var windows = watched.windowsOver();
    var running = watched.study().state() == ExperimentState.EXPERIMENT_STATE_RUNNING;
    return running || windows.equals(Instant.MAX) ? Instant.MAX : windows.plus(rules.lateness());
  }

  private List<Counted> counted(List<Watched> watched) {
    return Multi.createFrom()
        .iterable(watched)
        .onItem()
        .transformToUni(this::counted)
        .merge(AT_ONCE)
        .collect()
        .asList()
        .await()
        .atMost(PATIENCE);
  }

  private Uni<Counted> counted(Watched watched) {
    return statistics
        .get(watched.study().key().value())
        .map(it -> new Counted(watched, Optional.of(Observations.parse(it))))
        .onFailure()
        .recoverWithItem(failure -> {
          failed(watched.study().key().value(), failure);
          return new Counted(watched, Optional.empty());
        });
  }

  /** Any of the answers says how far the fold is. */
  private void seeToFold(Term term, List<Counted> counted) throws SQLException {
    var answer = counted.stream().flatMap(it -> it.observations().stream()).findFirst();
    if (answer.isEmpty()) {
      return;
    }
    var now = clock.instant();
    var finding = term.fold().see(answer.get(), now);
    var changes =
        Alarms.changes(Scope.PLATFORM, records.platform(), List.of(finding), now, rules.repeats());
    if (!changes.isEmpty()) {
      records.savePlatform(term.number(), changes);
      meters.looked(false, 0, changes.told());
    }
  }

  /** One that fails leaves the others alone. */
  private void seeTo(Term term, Watched watched, Observations observations) {
    try {
      judge(term, watched, observations);
      endEnrolment(watched, observations);
      if (failing.remove(watched.study().key().value())) {
        LOG.infof("experiment '%s' is seen to again", watched.study().key());
      }
    } catch (SQLException | RuntimeException e) {
      failed(watched.study().key().value(), e);
    }
  }

  private void judge(Term term, Watched watched, Observations observations) throws SQLException {
    var now = clock.instant();
    var key = watched.study().key().value();
    var progress = progress(term, key, observations, now);
    var kept = records.kept(key);
    var judgement = Judgement.of(watched, observations, kept, progress, rules.silence(), now);
    var changes =
        Alarms.changes(
            new Scope(key, watched.study().name()),
            kept.alarms(),
            judgement.findings(),
            now,
            rules.repeats());
    var written = term.worthWriting(key, progress);
    if (judgement.look().isEmpty() && changes.isEmpty() && written.isEmpty()) {
      return;
    }
    if (records.save(term.number(), judgement, changes, written)) {
      written.ifPresent(it -> term.wrote(key, it));
      meters.looked(judgement.look().isPresent(), changes.newlyBreached(), changes.told());
    }
  }

  private Progress progress(Term term, String key, Observations observations, Instant now)
      throws SQLException {
    var before = term.progress(key);
    if (before.isEmpty()) {
      before = records.progress(key);
      before.ifPresent(it -> term.wrote(key, it));
    }
    var units = observations.exposed();
    var progress = before.map(it -> it.at(units, now)).orElse(new Progress(units, now));
    term.saw(key, progress);
    return progress;
  }

  private void endEnrolment(Watched watched, Observations observations) {
    var study = watched.study();
    var reason = EnrolmentEnd.reason(study, observations, clock.instant());
    if (reason.isEmpty()) {
      return;
    }
    // Not waited for: others are to be seen to, whether assignment-service answers or not.
    var key = study.key().value();
    if (ending.add(key)) {
      actions
          .stop(key, reason.get())
          .onTermination()
          .invoke(() -> ending.remove(key))
          .subscribe()
          .with(
              _ -> LOG.infof("enrolment of experiment '%s' has ended: %s", key, reason.get()),
              // Somebody else stopped it, and its definition is on the way; else it is tried again.
              failure ->
                  LOG.debugf("experiment '%s' is not stopped: %s", key, failure.getMessage()));
    }
  }

  private void failed(String experiment, Throwable failure) {
    meters.failed();
    if (!failing.add(experiment)) {
      return;
    }
    switch (failure) {
      case Failure expected ->
          LOG.warnf("experiment '%s' is not seen to now: %s", experiment, expected.getMessage());
      default -> LOG.errorf(failure, "experiment '%s' cannot be seen to", experiment);
    }
  }
}
