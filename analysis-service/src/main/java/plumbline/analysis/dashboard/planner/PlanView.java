package plumbline.analysis.dashboard.planner;

import java.util.List;
import plumbline.analysis.page.Chart;

/**
 * What a plan needs and finds. In a template {@code {#include planner/outcome plan=… /}}.
 *
 * @param sentence all of it in a sentence
 * @param warning why the time does not suffice; empty: it does, or is unknown
 * @param missing why there is no plan yet, a sentence each; then there is nothing else
 */
public record PlanView(
    List<Tile> tiles,
    String sentence,
    String warning,
    List<Watch> guardrails,
    List<Chart> charts,
    List<String> missing) {

  public PlanView {
    tiles = List.copyOf(tiles);
    guardrails = List.copyOf(guardrails);
    charts = List.copyOf(charts);
    missing = List.copyOf(missing);
  }

  /** No plan yet. */
  public static PlanView missing(List<String> missing) {
    return new PlanView(List.of(), "", "", List.of(), List.of(), missing);
  }

  /** A figure with what it is. */
  public record Tile(String label, String figure, String note) {}

  /** How a guardrail was understood; what does not apply is empty. */
  public record Watch(String metric, String reading, String smallestHarm, String warning) {}
}
