package plumbline.assignment.decision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.ListDecisionsResponse;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.RecordIdeaResponse;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/** The contract's requests about the decision log; the same for gRPC and for REST. */
@ApplicationScoped
public class DecisionHandlers {
  private final Ideas ideas;
  private final DecisionPages pages;

  @Inject
  DecisionHandlers(Ideas ideas, DecisionPages pages) {
    this.ideas = ideas;
    this.pages = pages;
  }

  /** Takes down an idea that will not be tested. */
  public Uni<RecordIdeaResponse> recordIdea(RecordIdeaRequest request, Principal principal) {
    return ideas
        .record(Idea.parse(request, principal))
        .map(entry -> RecordIdeaResponse.newBuilder().setEntry(entry).build());
  }

  /** A page of the log, newest first. */
  public Uni<ListDecisionsResponse> list(ListDecisionsRequest request) {
    return pages.list(DecisionQuery.parse(request));
  }

  /** Whether the log is whole. */
  public Uni<VerifyDecisionLogResponse> verify(VerifyDecisionLogRequest request) {
    var sequence = request.getKnownSequence();
    var violations = new Violations();
    violations.check(sequence >= 0, "known_sequence", "must be 0 (none) or an entry's sequence");
    violations.check(
        request.getKnownSha256().matches(sequence > 0 ? "[0-9a-f]{64}" : ""),
        "known_sha256",
        "must be the sha256 of the entry known_sequence, and empty without one");
    violations.throwIfAny();
    return pages.verify(new ChainCheck(sequence, request.getKnownSha256()));
  }
}
