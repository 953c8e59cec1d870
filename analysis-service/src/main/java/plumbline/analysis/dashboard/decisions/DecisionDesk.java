package plumbline.analysis.dashboard.decisions;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.analysis.dashboard.decisions.LogCheck.Found;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;

/** The decision log, asked for in the name of who looks. */
@RequestScoped
class DecisionDesk {
  private final Asking asking;

  @Inject
  DecisionDesk(Asking asking) {
    this.asking = asking;
  }

  DecisionsView view(DecisionFilter filter, Sent idea, Problem problem) {
    var reply = asking.assignment().governance(stub -> stub.listDecisions(filter.request()));
    var next = reply.getNextPageToken();
    var shown = idea.refused(problem, it -> it);
    var fields = fields(shown);
    return new DecisionsView(
        filter.entries(),
        filter.isSet(),
        reply.getEntriesList().stream().map(LoggedEntries::of).toList(),
        next.isEmpty() ? null : filter.from(next),
        idea.get("idea_id"),
        fields,
        shown.problem(fields));
  }

  private static List<Field> fields(Sent typed) {
    return List.of(
        typed.text("title", "The idea in a few words", "").must(),
        typed.area("reason", "Why it will not be tested", "").must());
  }

  void record(Sent idea) {
    var request =
        RecordIdeaRequest.newBuilder()
            .setTitle(idea.get("title"))
            .setReason(idea.get("reason"))
            .setIdeaId(idea.get("idea_id"))
            .build();
    asking.assignment().governance(stub -> stub.recordIdea(request));
  }

  LogCheck check(String sequence, String sha256) {
    try {
      var request =
          VerifyDecisionLogRequest.newBuilder()
              .setKnownSequence(number(sequence))
              .setKnownSha256(sha256.strip())
              .build();
      var reply = asking.assignment().governance(stub -> stub.verifyDecisionLog(request));
      return new LogCheck(
          sequence, sha256, Found.of(reply, request.getKnownSequence() > 0), Problem.NONE);
    } catch (Failure.Invalid refused) {
      return new LogCheck(sequence, sha256, null, Problem.of(refused));
    }
  }

  private static long number(String sequence) {
    try {
      return sequence.isBlank() ? 0 : Long.parseLong(sequence.strip());
    } catch (NumberFormatException e) {
      throw new Failure.Invalid("known_sequence", "must be an entry's number, from 1");
    }
  }
}
