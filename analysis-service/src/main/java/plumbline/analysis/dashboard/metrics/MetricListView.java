package plumbline.analysis.dashboard.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.field.Field;

/**
 * The catalogue, a page of it.
 *
 * @param filters what it is narrowed down by
 * @param next where the next page is; null: this is the last
 */
public record MetricListView(
    List<Field> filters, boolean filtered, List<Row> rows, @Nullable String next) {
  public MetricListView {
    filters = List.copyOf(filters);
    rows = List.copyOf(rows);
  }

  /** One metric. */
  public record Row(
      String key,
      String sentence,
      String kind,
      String better,
      String category,
      String owner,
      long version,
      boolean archived) {}
}
