package plumbline.analysis.dashboard.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.When;

/**
 * One metric of the catalogue.
 *
 * @param newest the newest version, where an older one is shown; null: this is it
 * @param versions other versions, newest first, not too many of them
 * @param usesNext whether more experiments use it than are shown
 */
public record MetricView(
    String key,
    String description,
    String sentence,
    boolean archived,
    long version,
    @Nullable Long newest,
    List<Long> versions,
    String author,
    When made,
    List<Fact> facts,
    List<Use> uses,
    boolean usesNext,
    Trail trail,
    Problem problem) {
  public MetricView {
    versions = List.copyOf(versions);
    facts = List.copyOf(facts);
    uses = List.copyOf(uses);
  }

  /** What is so. */
  public record Fact(String label, String value) {}

  /**
   * An experiment that has it.
   *
   * @param version in words
   */
  public record Use(String key, String name, String state, String role, String version) {}
}
