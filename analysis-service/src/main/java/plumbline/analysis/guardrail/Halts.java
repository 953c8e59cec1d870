package plumbline.analysis.guardrail;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.alarm.Alarms;
import plumbline.analysis.alarm.Alarms.Scope;
import plumbline.analysis.alarm.Concern;
import plumbline.analysis.alarm.Finding;
import plumbline.analysis.neighbour.Actions;
import plumbline.analysis.neighbour.Definitions;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/**
 * Does what was decided: each open intent is acted on, and ended once control is served to
 * everybody. A crash in between leaves it open, and to halt again is harmless.
 */
@ApplicationScoped
class Halts {
  private static final Logger LOG = Logger.getLogger(Halts.class);
  private static final int AT_ONCE = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Records records;
  private final Actions actions;
  private final Definitions definitions;
  private final WatchRules rules;
  private final GuardrailMeters meters;
  private final Clock clock;
  private final ConcurrentHashMap.KeySetView<String, Boolean> waiting =
      ConcurrentHashMap.newKeySet();

  @Inject
  Halts(
      Records records,
      Actions actions,
      Definitions definitions,
      WatchRules rules,
      GuardrailMeters meters,
      Clock clock) {
    this.records = records;
    this.actions = actions;
    this.definitions = definitions;
    this.rules = rules;
    this.meters = meters;
    this.clock = clock;
  }

  /** An intent that is fulfilled, and how. */
  private record Done(HaltIntent intent, String name, String outcome) {
    Done(HaltIntent intent, Experiment experiment, String outcome) {
      this(intent, experiment.getDefinition().getName(), outcome);
    }
  }

  /** Acts on whatever is open; what fails is tried again the next time. */
  void act(long term) throws SQLException {
    var open = records.openHalts();
    meters.openHalts(open.size());
    if (open.isEmpty()) {
      return;
    }
    var done =
        Multi.createFrom()
            .iterable(open)
            .onItem()
            .transformToUni(this::halt)
            .merge(AT_ONCE)
            .collect()
            .asList()
            .await()
            .atMost(PATIENCE);
    for (var it : done) {
      if (it.isPresent()) {
        end(term, it.get());
      }
    }
  }

  private Uni<Optional<Done>> halt(HaltIntent intent) {
    return actions
        .halt(intent.experiment(), intent.reason())
        .map(it -> Optional.of(new Done(intent, it, "is halted: everybody gets control")))
        .onFailure(Failure.Refused.class)
        .recoverWithUni(() -> past(intent))
        .onFailure()
        .recoverWithItem(failure -> later(intent, failure));
  }

  /** It cannot be halted: that is well if nobody is treated any more. */
  private Uni<Optional<Done>> past(HaltIntent intent) {
    return definitions.get(intent.experiment()).map(experiment -> past(intent, experiment));
  }

  private static Optional<Done> past(HaltIntent intent, Experiment experiment) {
    return switch (experiment.getState()) {
      case EXPERIMENT_STATE_HALTED ->
          Optional.of(new Done(intent, experiment, "was halted already"));
      case EXPERIMENT_STATE_DECIDED ->
          Optional.of(new Done(intent, experiment, "was decided already"));
      case EXPERIMENT_STATE_DRAFT,
          EXPERIMENT_STATE_IN_REVIEW,
          EXPERIMENT_STATE_APPROVED,
          EXPERIMENT_STATE_REJECTED,
          EXPERIMENT_STATE_RUNNING,
          EXPERIMENT_STATE_STOPPED,
          EXPERIMENT_STATE_UNSPECIFIED,
          UNRECOGNIZED ->
          throw new Failure.Unavailable(
              "it is refused although the experiment is " + experiment.getState());
    };
  }

  /** Said once for each, or a long absence would fill the log. */
  private Optional<Done> later(HaltIntent intent, Throwable failure) {
    if (waiting.add(intent.experiment())) {
      LOG.errorf(
          "experiment '%s' is to be halted and is not yet; it is tried again and again: %s",
          intent.experiment(), failure.getMessage());
    }
    return Optional.empty();
  }

  private void end(long term, Done done) throws SQLException {
    var intent = done.intent();
    var now = clock.instant();
    var kept = records.kept(intent.experiment()).alarms();
    var findings =
        kept.stream()
            .filter(it -> it.raised() && it.subject().concern() == Concern.HALT)
            .map(Alarm::subject)
            .map(it -> new Finding(it, false, "The experiment " + done.outcome() + "."))
            .toList();
    var changes =
        Alarms.changes(
            new Scope(intent.experiment(), done.name()),
            kept.stream().filter(it -> it.subject().concern() == Concern.HALT).toList(),
            findings,
            now,
            rules.repeats());
    if (records.endHalt(term, intent, now, done.outcome(), changes)) {
      meters.halted();
      waiting.remove(intent.experiment());
      LOG.infof("experiment '%s' %s", intent.experiment(), done.outcome());
    }
  }
}
