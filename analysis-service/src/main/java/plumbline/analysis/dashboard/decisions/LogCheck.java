package plumbline.analysis.dashboard.decisions;

import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Problem;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/**
 * Whether the decision log is as it was written.
 *
 * @param sequence of the entry that the reader noted; empty: none
 * @param sha256 of that entry
 * @param found null: it was not checked, and the problem says why
 */
public record LogCheck(String sequence, String sha256, @Nullable Found found, Problem problem) {

  /**
   * What was found.
   *
   * @param head the last entry's hash
   */
  public record Found(boolean intact, String sentence, String entries, String head) {
    static Found of(VerifyDecisionLogResponse reply, boolean compared) {
      return new Found(
          reply.getIntact(),
          sentence(reply, compared),
          Figures.count(reply.getEntries()),
          reply.getHeadSha256());
    }

    private static String sentence(VerifyDecisionLogResponse reply, boolean compared) {
      if (!reply.getIntact()) {
        return "It is not as it was written, from entry %d on: %s"
            .formatted(reply.getBrokenSequence(), reply.getProblem());
      }
      return compared
          ? "Every entry is as it was written, none is missing, and the one that you noted is"
              + " among them."
          : "Every entry is as it was written, and none is missing in between. What was cut off"
              + " the end can only be seen with an entry that was noted before.";
    }
  }
}
