package plumbline.analysis.dashboard.guide;

import java.util.List;
import plumbline.analysis.page.Chart;

/**
 * The guide's figures in words, each computed by the engine.
 *
 * @param unitsAtTen units for each variant to find a lift of 10 % on a share of 10 %
 * @param unitsAtThree the same on a share of 3 %
 * @param unitsForHalf on a share of 10 %, for half the lift
 * @param powerOfQuarter the chance to find it with a quarter of the units
 * @param pValue of the example of an interval
 * @param peekedDaily false positives of a fixed test that is looked at on 28 days
 * @param peekedDailyAlways the same of the always-valid design
 * @param brokenSplit p-value of 50,600 units against 49,400
 * @param anyOfTwenty the chance that one of 20 comparisons is significant, where nothing differs
 * @param corrected what Holm's correction makes of a p-value of 0.03 among 5
 * @param exaggeration of found effects, by power
 */
public record GuideView(
    String unitsAtTen,
    String unitsAtThree,
    String unitsForHalf,
    String powerOfQuarter,
    String pValue,
    String interval,
    String peekedDaily,
    String peekedDailyAlways,
    String brokenSplit,
    String anyOfTwenty,
    String corrected,
    List<Exaggerated> exaggeration,
    List<Design> designs,
    Chart power,
    Chart widths,
    Chart falsePositives) {
  public GuideView {
    exaggeration = List.copyOf(exaggeration);
    designs = List.copyOf(designs);
  }

  /** How much too large found effects are, where that is the power. */
  public record Exaggerated(String power, String times) {}

  /**
   * What a design costs.
   *
   * @param units times those of the fixed horizon
   * @param critical what z has to pass at the planned end
   */
  public record Design(String name, String look, String use, String units, String critical) {}
}
