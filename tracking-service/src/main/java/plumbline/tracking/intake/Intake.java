package plumbline.tracking.intake;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.RejectionReason;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.tracking.definitions.Definitions;
import plumbline.tracking.retention.Retention;

/** Takes a request: reads each event, stores the valid ones, says what became of each. */
@ApplicationScoped
class Intake {
  private final GroupCommit commits;
  private final Definitions definitions;
  private final Retention retention;
  private final IntakeConfig config;
  private final Clock clock;

  @Inject
  Intake(
      GroupCommit commits,
      Definitions definitions,
      Retention retention,
      IntakeConfig config,
      Clock clock) {
    this.commits = commits;
    this.definitions = definitions;
    this.retention = retention;
    this.config = config;
    this.clock = clock;
  }

  /**
   * What became of each event, after the accepted ones are on disk.
   *
   * @throws Failure.Invalid if the batch is empty or too large
   * @throws Failure.Exhausted if too much waits to be stored
   */
  Uni<TrackResponse> track(TrackRequest request, Principal client) {
    var size = request.getEventsCount();
    if (size < 1 || size > config.maxBatch()) {
      throw new Failure.Invalid(
          "events", "must be 1 to " + config.maxBatch() + " events, not " + size);
    }
    var parsed = parse(request);
    var valid = new ArrayList<Event>();
    for (var event : parsed) {
      if (event instanceof Parsed.Valid(var it)) {
        valid.add(it);
      }
    }
    return valid.isEmpty()
        ? Uni.createFrom().item(render(parsed, List.of()))
        : commits
            .store(new Submission(valid, request.getSerializedSize()))
            .onFailure()
            .transform(DatabaseFailures::translate)
            .map(results -> render(parsed, results));
  }

  private List<Parsed> parse(TrackRequest request) {
    var times =
        AcceptedTimes.at(clock.instant(), config.maxAhead(), retention, definitions.needs());
    var parsed = new ArrayList<Parsed>(request.getEventsCount());
    for (var i = 0; i < request.getEventsCount(); i++) {
      parsed.add(new EventParser(times, "events[" + i + "]").parse(request.getEvents(i)));
    }
    return parsed;
  }

  private static TrackResponse render(List<Parsed> parsed, List<StoreResult> stored) {
    var response = TrackResponse.newBuilder();
    var results = stored.iterator();
    for (var event : parsed) {
      var result = EventResult.newBuilder().setEventId(event.eventId());
      switch (event) {
        case Parsed.Valid _ -> render(results.next(), result);
        case Parsed.Rejected(_, var field, var reason) ->
            result
                .setOutcome(EventOutcome.EVENT_OUTCOME_REJECTED)
                .setField(field)
                .setReason(reason);
      }
      response.addResults(result);
    }
    return response.build();
  }

  private static void render(StoreResult stored, EventResult.Builder result) {
    switch (stored) {
      case StoreResult.Accepted() -> result.setOutcome(EventOutcome.EVENT_OUTCOME_ACCEPTED);
      case StoreResult.Conflict() ->
          result
              .setOutcome(EventOutcome.EVENT_OUTCOME_CONFLICT)
              .setField("event_id")
              .setReason("the same id is stored with other content");
      case StoreResult.Erased(var type) ->
          result
              .setOutcome(EventOutcome.EVENT_OUTCOME_REJECTED)
              .setField("units[" + type.key() + "]")
              .setRejection(RejectionReason.REJECTION_REASON_ERASED_UNIT)
              .setReason("this unit was erased: nothing of it is taken any more");
    }
  }
}
