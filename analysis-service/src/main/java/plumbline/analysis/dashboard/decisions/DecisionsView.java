package plumbline.analysis.dashboard.decisions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.When;

/**
 * The decision log, a page of it.
 *
 * @param next where the next page is; null: this is the last
 * @param ideaId makes sending the form of an idea twice harmless
 * @param idea the form of an idea
 */
public record DecisionsView(
    List<Field> filters,
    boolean filtered,
    List<Logged> entries,
    @Nullable String next,
    String ideaId,
    List<Field> idea,
    Problem problem) {
  public DecisionsView {
    filters = List.copyOf(filters);
    entries = List.copyOf(entries);
    idea = List.copyOf(idea);
  }

  /**
   * An entry.
   *
   * @param experiment its key; empty for an idea
   * @param outcome in words; empty for an idea
   * @param recommended what the results recommended; empty where they were not asked
   */
  public record Logged(
      long sequence,
      When time,
      String author,
      String experiment,
      String title,
      String hypothesis,
      String outcome,
      String reason,
      boolean against,
      String recommended,
      String evidence,
      @Nullable When evidenceTime,
      String hash,
      String previous,
      String plan) {
    private static final int SHORT = 12;

    /** Enough of the hash to tell entries apart. */
    public String brief() {
      return hash.substring(0, Math.min(SHORT, hash.length()));
    }
  }
}
