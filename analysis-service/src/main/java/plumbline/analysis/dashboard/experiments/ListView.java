package plumbline.analysis.dashboard.experiments;

import java.util.List;
import plumbline.analysis.page.Badge;

/**
 * A page of the list.
 *
 * @param next where the next page is; empty: this is the last
 */
public record ListView(ListFilter filter, List<Row> rows, String next) {

  public ListView {
    rows = List.copyOf(rows);
  }

  /**
   * One experiment; what does not apply is empty.
   *
   * @param share of the planned units, from 0 to 1, for the meter
   * @param progress the same in words
   * @param alarms what is wrong with its data, a sentence each
   */
  public record Row(
      String key,
      String name,
      Badge state,
      String owner,
      String share,
      String progress,
      String time,
      Badge health,
      List<String> alarms,
      String recommendation) {
    public Row {
      alarms = List.copyOf(alarms);
    }
  }
}
