package plumbline.analysis.dashboard.experiment;

import java.util.List;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;

/** Where the review of the plan and of the results has got to. */
public record ReviewView(
    String approvals,
    List<String> approvers,
    String resultApprovals,
    List<String> resultApprovers,
    List<String> involved,
    String changesSentence,
    List<ChangeView> changes,
    List<NoteView> notes) {

  /** One field that differs from what was reviewed last. */
  public record ChangeView(String field, String before, String after) {}

  /** Something that was said. */
  public record NoteView(When time, String author, Badge kind, String text) {}
}
