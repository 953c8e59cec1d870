package plumbline.analysis.dashboard.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;

/** What stands above every tab. */
public record HeadView(
    String key, String name, Badge state, String owner, String hypothesis, List<AlertView> alerts) {

  /**
   * What matters on every tab.
   *
   * @param link where there is more of it; else empty
   */
  public record AlertView(
      String tone, String title, String text, @Nullable When time, String link, String linkWords) {}
}
