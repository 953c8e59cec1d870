package plumbline.engine.analysis;

import java.util.List;
import java.util.OptionalDouble;

/** What one metric says of each treatment, in the definition's order. */
public record MetricAnalysis(Metric metric, List<Treated> treatments) {
  /** Keeps its own copy. */
  public MetricAnalysis {
    treatments = List.copyOf(treatments);
  }

  /**
   * One treatment against control.
   *
   * @param plain by itself, at the plan's alpha
   * @param pValueAdjusted corrected for all comparisons of its family; empty where nothing was
   *     tested
   * @param corrected at the level that the correction leaves this comparison: significant exactly
   *     where the adjusted p-value is below the plan's alpha
   * @param confirmatory whether it may be a claim: false for a secondary metric while the primary
   *     one is not shown for every treatment
   * @param sentence about the corrected finding
   */
  public record Treated(
      String treatment,
      Finding plain,
      OptionalDouble pValueAdjusted,
      Finding corrected,
      boolean confirmatory,
      String sentence) {}
}
