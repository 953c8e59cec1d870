package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What one has to know of experiments, with the engine's figures. */
class GuideTest {
  private static final Pattern CHART = Pattern.compile("data-chart=");
  private static final Pattern LINK = Pattern.compile("href=\"#([a-z]+)\"");

  @Test
  void theGuideShowsTheEnginesFigures() {
    var page = Visitor.as("reviewer").get("/guide");

    assertThat(page.status()).isEqualTo(200);
    // docs/statistics.md: looking early, how many units, designs.
    assertThat(page.text())
        .contains("on each of 28 days", "in 27.5 % of experiments")
        .contains("needs 14,751 units", "it needs 53,211")
        .contains("1.02 2.03", "1.91 3.04")
        .contains("64.2 %");
    assertThat(CHART.matcher(page.body()).results()).hasSize(3);
    assertThat(page.body()).doesNotContain("<script>", " style=");
  }

  @Test
  void eachLinkOfItsContentsLeadsSomewhere() {
    var body = Visitor.as("analyst").get("/guide").body();

    assertThat(LINK.matcher(body).results().map(it -> it.group(1)).toList())
        .contains("hypothesis", "glossary")
        .allSatisfy(it -> assertThat(body).containsOnlyOnce("id=\"" + it + "\""));
  }
}
