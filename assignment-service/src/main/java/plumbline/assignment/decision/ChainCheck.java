package plumbline.assignment.decision;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/**
 * Follows the log's chain from its first entry, one entry after another, and keeps only where it
 * has got to. It ends at the first entry that is not as it was written.
 */
final class ChainCheck {
  private static final String NOTHING = "0".repeat(64);

  private final long knownSequence;
  private final String knownSha256;
  private long last;
  private String lastSha256 = NOTHING;
  private @Nullable Break found;

  /**
   * A check of the whole log.
   *
   * @param knownSequence of an entry that was noted earlier; 0: none
   */
  ChainCheck(long knownSequence, String knownSha256) {
    this.knownSequence = knownSequence;
    this.knownSha256 = knownSha256;
  }

  /** The last entry that was followed; 0: none. */
  long last() {
    return last;
  }

  boolean isBroken() {
    return found != null;
  }

  /** Follows the next row, in the order of the sequence. */
  void follow(long sequence, String entry, String sha256) {
    if (isBroken()) {
      return;
    }
    var problem = problem(sequence, entry, sha256);
    if (problem.isPresent()) {
      found = problem.get();
      return;
    }
    last = sequence;
    lastSha256 = sha256;
  }

  /**
   * What was found, once all rows were followed.
   *
   * @param entries rows that are there
   * @param head the last sequence, as it was noted beside the log
   */
  VerifyDecisionLogResponse result(long entries, long head, String headSha256) {
    var broken = found == null ? end(head, headSha256) : Optional.of(found);
    var reply =
        VerifyDecisionLogResponse.newBuilder()
            .setIntact(broken.isEmpty())
            .setEntries(entries)
            .setHeadSha256(lastSha256);
    broken.ifPresent(it -> reply.setBrokenSequence(it.sequence).setProblem(it.problem));
    return reply.build();
  }

  private Optional<Break> problem(long sequence, String entry, String sha256) {
    if (sequence != last + 1) {
      return broken(last + 1, "the entry is missing: the next one that is there is %d", sequence);
    }
    if (!CanonicalForm.sha256(entry).equals(sha256)) {
      return broken(sequence, "the entry or its hash was changed: they do not belong together");
    }
    var written = parse(entry);
    if (written.isEmpty() || written.get().getSequence() != sequence) {
      return broken(
          sequence,
          "another entry stands here: it was written as %d",
          written.map(DecisionLogEntry::getSequence).orElse(0L));
    }
    if (!written.get().getPreviousSha256().equals(lastSha256)) {
      // Whoever hashes a changed entry anew cannot change what the next one says of it.
      return broken(
          Math.max(1, last),
          "entry %d was written after another one than what stands before it now",
          sequence);
    }
    return sequence == knownSequence && !sha256.equals(knownSha256)
        ? broken(sequence, "it is not the entry that you noted")
        : Optional.empty();
  }

  /** What only the end shows: entries that were cut off, or put behind it. */
  private Optional<Break> end(long head, String headSha256) {
    if (last < Math.max(head, knownSequence)) {
      return broken(
          last + 1,
          "the log ends before it: there were entries up to %d",
          Math.max(head, knownSequence));
    }
    if (last > head) {
      return broken(head + 1, "the entry was not added by this service: the log ended before it");
    }
    return lastSha256.equals(headSha256)
        ? Optional.empty()
        : broken(Math.max(1, last), "it is not the last entry that was written");
  }

  private static Optional<DecisionLogEntry> parse(String entry) {
    try {
      return Optional.of(ProtoJson.parse(entry, DecisionLogEntry.newBuilder()).build());
    } catch (Failure.Invalid e) {
      return Optional.empty();
    }
  }

  private static Optional<Break> broken(long sequence, String problem, Object... details) {
    return Optional.of(new Break(sequence, problem.formatted(details)));
  }

  private record Break(long sequence, String problem) {}
}
