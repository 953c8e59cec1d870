package plumbline.analysis.guardrail;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.proto.analysis.v1.ExperimentGuardrails;
import plumbline.proto.analysis.v1.GetGuardrailsResponse;
import plumbline.proto.analysis.v1.GuardrailHalt;
import plumbline.proto.analysis.v1.GuardrailReading;
import plumbline.proto.analysis.v1.NextLook;
import plumbline.proto.analysis.v1.PlatformConcern;
import plumbline.proto.analysis.v1.PlatformGuardrail;
import plumbline.proto.analysis.v1.WatchState;
import plumbline.proto.analysis.v1.WatchedGuardrail;
import plumbline.proto.analysis.v1.WatchedTreatment;

/** A report as the contract sends it; a number that is withheld is nowhere in it. */
final class GuardrailReplies {
  private final GuardrailReport report;

  private GuardrailReplies(GuardrailReport report) {
    this.report = report;
  }

  static GetGuardrailsResponse render(GuardrailReport report) {
    var reply = new GuardrailReplies(report).guardrails();
    return GetGuardrailsResponse.newBuilder().setGuardrails(reply).build();
  }

  private ExperimentGuardrails guardrails() {
    var study = report.watched().study();
    var reply =
        ExperimentGuardrails.newBuilder()
            .setExperiment(study.key().value())
            .setName(study.name())
            .setState(study.state());
    study.guardrails().forEach(it -> reply.addGuardrails(guardrail(it)));
    for (var alarm : report.alarms()) {
      concern(alarm).ifPresent(it -> reply.addPlatformGuardrails(platform(it, alarm)));
    }
    nextLook().ifPresent(reply::setNextLook);
    report.intent().ifPresent(it -> reply.setHalt(halt(it)));
    return reply.build();
  }

  private WatchedGuardrail guardrail(StudiedMetric metric) {
    var withheld = report.watched().withholds(metric, report.completeUpTo());
    var reply =
        WatchedGuardrail.newBuilder()
            .setMetric(metric.key())
            .setCategory(metric.category())
            .setNumbersWithheld(withheld);
    metric
        .guardrail()
        .ifPresent(margin ->
            reply
                .setAction(margin.action())
                .setMargin(margin.threshold().text())
                .setUnderstood(margin.threshold().describe(metric.key())));
    report
        .watched()
        .study()
        .treatments()
        .forEach(it -> reply.addTreatments(treatment(metric.key(), it.key(), withheld)));
    return reply.build();
  }

  private WatchedTreatment treatment(String metric, String treatment, boolean withheld) {
    var reply =
        WatchedTreatment.newBuilder()
            .setTreatment(treatment)
            .setState(WatchState.WATCH_STATE_NOT_JUDGED);
    for (var look : report.looks()) {
      for (var reading : look.readings()) {
        if (reading.metric().equals(metric) && reading.treatment().equals(treatment)) {
          var shown = reading(look, reading, withheld);
          // The last one stays.
          reply.addReadings(shown).setState(shown.getState()).setSentence(shown.getSentence());
        }
      }
    }
    return reply.build();
  }

  private static GuardrailReading reading(Look look, Reading reading, boolean withheld) {
    var reply =
        GuardrailReading.newBuilder()
            .setLook(look.number())
            .setTime(timestamp(look.time()))
            .setExposedUnits(look.exposedUnits())
            .setState(state(reading.state()))
            .setLevel(reading.level());
    if (withheld) {
      return reply.setSentence(look.withoutNumbers(reading)).build();
    }
    reading.harm().ifPresent(it -> reply.setHarm(withoutSignOfZero(it)));
    reading.lower().ifPresent(it -> reply.setLower(withoutSignOfZero(it)));
    reading.upper().ifPresent(it -> reply.setUpper(withoutSignOfZero(it)));
    return reply.setMethod(reading.method()).setSentence(reading.sentence()).build();
  }

  /** No harm has no direction, and JSON would lose the sign. */
  private static double withoutSignOfZero(double harm) {
    return harm + 0.0;
  }

  private static WatchState state(State state) {
    return switch (state) {
      case NOT_JUDGED -> WatchState.WATCH_STATE_NOT_JUDGED;
      // Nothing is cleared at a look.
      case UNPROVEN, CLEARED -> WatchState.WATCH_STATE_UNPROVEN;
      case WATCH -> WatchState.WATCH_STATE_WATCH;
      case BREACHED -> WatchState.WATCH_STATE_BREACHED;
    };
  }

  private static Optional<PlatformConcern> concern(Alarm alarm) {
    return switch (alarm.subject().concern()) {
      case SAMPLE_RATIO -> Optional.of(PlatformConcern.PLATFORM_CONCERN_SAMPLE_RATIO);
      case ANALYSED_RATIO -> Optional.of(PlatformConcern.PLATFORM_CONCERN_ANALYSED_RATIO);
      case CROSSOVER -> Optional.of(PlatformConcern.PLATFORM_CONCERN_CROSSOVER);
      case EXCLUSION -> Optional.of(PlatformConcern.PLATFORM_CONCERN_EXCLUSION);
      case SILENCE -> Optional.of(PlatformConcern.PLATFORM_CONCERN_SILENCE);
      case FOLD_LAG -> Optional.of(PlatformConcern.PLATFORM_CONCERN_FOLD_LAG);
      case GUARDRAIL, HALT -> Optional.empty();
    };
  }

  private static PlatformGuardrail platform(PlatformConcern concern, Alarm alarm) {
    var reply =
        PlatformGuardrail.newBuilder()
            .setConcern(concern)
            .setRaised(alarm.raised())
            .setSince(timestamp(alarm.since()))
            .setCheckTime(timestamp(alarm.checked()))
            .setSentence(alarm.sentence());
    alarm.told().ifPresent(it -> reply.setTellTime(timestamp(it)));
    return reply.build();
  }

  private Optional<NextLook> nextLook() {
    var watched = report.watched();
    var started = watched.study().life().started();
    if (!report.goesOn() || started.isEmpty() || watched.guardrails().isEmpty()) {
      return Optional.empty();
    }
    var taken = report.looks().stream().map(Look::taken).toList();
    var reply = NextLook.newBuilder().setLook(taken.size() + 1);
    watched.schedule().nextUnits(taken).ifPresent(reply::setExposedUnits);
    watched
        .schedule()
        .nextElapsed(taken)
        .ifPresent(it -> reply.setTime(timestamp(started.get().plus(it))));
    return Optional.of(reply.build());
  }

  private static GuardrailHalt halt(HaltIntent intent) {
    var reply =
        GuardrailHalt.newBuilder()
            .setLook(intent.number())
            .setReason(intent.reason())
            .setDecideTime(timestamp(intent.created()))
            .setOutcome(intent.outcome());
    intent.done().ifPresent(it -> reply.setDoneTime(timestamp(it)));
    return reply.build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
