package plumbline.analysis.dashboard.aachecks;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.When;

/**
 * A/A checks, newest first.
 *
 * @param lastComplete when one last finished; null: never
 * @param running whether one is under way
 * @param next where older ones are; null: these are all
 */
public record AaView(
    List<Check> checks,
    @Nullable When lastComplete,
    boolean overdue,
    boolean running,
    @Nullable String next) {
  public AaView {
    checks = List.copyOf(checks);
  }

  /**
   * One check.
   *
   * @param tone of its verdict
   * @param what was split, in words
   * @param rates how often a difference was found that is not there
   * @param histogram of the one comparison's p-values; null: there are none
   */
  public record Check(
      String id,
      String experiment,
      String metric,
      String verdict,
      String tone,
      String what,
      String author,
      When created,
      @Nullable When completed,
      List<String> findings,
      List<Rate> rates,
      List<Fact> facts,
      @Nullable Chart histogram) {
    public Check {
      findings = List.copyOf(findings);
      rates = List.copyOf(rates);
      facts = List.copyOf(facts);
    }
  }

  /** How often a design found a difference. */
  public record Rate(String design, String share, String counts, String pValue, String heldTo) {}

  /** What is so. */
  public record Fact(String label, String value) {}
}
