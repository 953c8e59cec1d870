package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands above every tab. */
public record HeadView(
    String key, String name, Badge state, String owner, String hypothesis, List<AlertView> alerts) {

  /**
   * What matters on every tab.
   *
   * @param link where there is more of it; else empty
   */
  public record AlertView(
      String tone,
      String title,
      String text,
      @Nullable Moment time,
      String link,
      String linkWords) {}
}
