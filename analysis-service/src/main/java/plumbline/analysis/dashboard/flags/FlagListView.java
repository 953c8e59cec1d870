package plumbline.analysis.dashboard.flags;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.page.When;

/**
 * Flags, a page of them.
 *
 * @param next where the next page is; null: this is the last
 */
public record FlagListView(
    List<Field> filters, boolean filtered, List<Row> rows, @Nullable String next) {
  public FlagListView {
    filters = List.copyOf(filters);
    rows = List.copyOf(rows);
  }

  /**
   * One flag.
   *
   * @param drivenBy what decides, in words
   * @param asked when code last asked for it alone; null: never
   * @param stale why somebody should look at it; empty: nothing is wrong
   */
  public record Row(
      String key,
      String description,
      String type,
      String owner,
      String drivenBy,
      @Nullable When asked,
      String stale,
      String advice,
      boolean archived) {}
}
