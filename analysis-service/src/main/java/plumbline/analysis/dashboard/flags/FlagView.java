package plumbline.analysis.dashboard.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.When;

/**
 * One flag.
 *
 * @param archived when it was taken out of use; null: it was not
 * @param stale why somebody should look at it; empty: nothing is wrong
 * @param reason why it is archived or restored, as it was typed
 * @param curl how to ask for it by OFREP
 * @param code how to ask for it by OpenFeature
 */
public record FlagView(
    String key,
    String description,
    long version,
    @Nullable When archived,
    String stale,
    String advice,
    List<Fact> facts,
    List<Rule> rules,
    String otherwise,
    String reason,
    String curl,
    String code,
    Trail trail,
    Problem problem) {
  public FlagView {
    facts = List.copyOf(facts);
    rules = List.copyOf(rules);
  }

  /**
   * What is so.
   *
   * @param time a moment, in place of the value; null: there is none
   */
  public record Fact(String label, String value, @Nullable When time) {
    static Fact of(String label, String value) {
      return new Fact(label, value, null);
    }
  }

  /**
   * One of the ways in which a unit gets a value.
   *
   * @param kind in a word
   * @param sentence what it does
   * @param experiment its key; empty: it is no experiment's
   * @param now what it serves at present; empty: the sentence says it
   * @param since from when on; null: not told
   * @param share what it may be changed to starts from, in per cent; empty: it has no share
   * @param reason why the share changes, as it was typed
   * @param wrong why a share was refused; empty: it was not
   */
  public record Rule(
      String key,
      String kind,
      String description,
      String sentence,
      String experiment,
      String now,
      @Nullable When since,
      String share,
      String reason,
      String wrong) {}
}
