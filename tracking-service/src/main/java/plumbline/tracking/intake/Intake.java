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
import plumbline.tracking.rejection.Rejections;
import plumbline.tracking.retention.Retention;

/** Takes a request: reads each event, stores the valid ones, says what became of each. */
@ApplicationScoped
class Intake {
  private final GroupCommit commits;
  private final Rejections rejections;
  private final Definitions definitions;
  private final Retention retention;
  private final IntakeConfig config;
  private final Clock clock;

  @Inject
  Intake(
      GroupCommit commits,
      Rejections rejections,
      Definitions definitions,
      Retention retention,
      IntakeConfig config,
      Clock clock) {
    this.commits = commits;
    this.rejections = rejections;
    this.definitions = definitions;
    this.retention = retention;
    this.config = config;
    this.clock = clock;
  }

  /** {@link #track(SentBatch, Principal)} of the contract's message. */
  Uni<TrackResponse> track(TrackRequest request, Principal client) {
    return track(SentBatch.of(request), client);
  }

  /**
   * What became of each event, after the accepted ones are on disk.
   *
   * @throws Failure.Invalid if the batch is empty or too large, or its source is none
   * @throws Failure.Exhausted if too much waits to be stored
   */
  Uni<TrackResponse> track(SentBatch batch, Principal client) {
    var numbered = batch.check(config.maxBatch(), client);
    var parsed = parse(batch.events());
    var valid = new ArrayList<Event>();
    for (var event : parsed) {
      if (event instanceof Parsed.Valid(var it)) {
        valid.add(it);
      }
    }
    // A number counts whatever becomes of its events: it was answered, so it is no gap.
    var stored =
        valid.isEmpty() && numbered.isEmpty()
            ? Uni.createFrom().item(List.<StoreResult>of())
            : commits
                .store(new Submission(valid, numbered, batch.bytes()))
                .onFailure()
                .transform(DatabaseFailures::translate);
    return stored
        .map(results -> render(parsed, results))
        .invoke(response -> note(batch.events(), response, client));
  }

  private List<Parsed> parse(List<Sent> events) {
    var times =
        AcceptedTimes.at(clock.instant(), config.maxAhead(), retention, definitions.needs());
    var parsed = new ArrayList<Parsed>(events.size());
    for (var i = 0; i < events.size(); i++) {
      parsed.add(
          switch (events.get(i)) {
            case Sent.Message(var event) ->
                new EventParser(times, "events[" + i + "]").parse(event);
            case Sent.Unreadable(_, var rejection) -> rejection;
          });
    }
    return parsed;
  }

  private void note(List<Sent> events, TrackResponse response, Principal client) {
    for (var i = 0; i < events.size(); i++) {
      var result = response.getResults(i);
      if (result.getOutcome() != EventOutcome.EVENT_OUTCOME_ACCEPTED) {
        rejections.note(client.name(), result, events.get(i)::shown);
      }
    }
  }

  private static TrackResponse render(List<Parsed> parsed, List<StoreResult> stored) {
    var response = TrackResponse.newBuilder();
    var results = stored.iterator();
    for (var i = 0; i < parsed.size(); i++) {
      var event = parsed.get(i);
      var result = EventResult.newBuilder().setEventId(event.eventId());
      switch (event) {
        case Parsed.Valid _ -> render(results.next(), "events[" + i + "].", result);
        case Parsed.Rejected(_, var field, var reason, var description) ->
            result
                .setOutcome(EventOutcome.EVENT_OUTCOME_REJECTED)
                .setField(field)
                .setRejection(reason)
                .setReason(description);
      }
      response.addResults(result);
    }
    return response.build();
  }

  private static void render(StoreResult stored, String path, EventResult.Builder result) {
    switch (stored) {
      case StoreResult.Accepted() -> result.setOutcome(EventOutcome.EVENT_OUTCOME_ACCEPTED);
      case StoreResult.Conflict() ->
          result
              .setOutcome(EventOutcome.EVENT_OUTCOME_CONFLICT)
              .setField(path + "event_id")
              .setRejection(RejectionReason.REJECTION_REASON_CONFLICT)
              .setReason("the same id is stored with other content");
      case StoreResult.Erased(var type) ->
          result
              .setOutcome(EventOutcome.EVENT_OUTCOME_REJECTED)
              .setField(path + "units[" + type.key() + "]")
              .setRejection(RejectionReason.REJECTION_REASON_ERASED_UNIT)
              .setReason("this unit was erased: nothing of it is taken any more");
    }
  }
}
