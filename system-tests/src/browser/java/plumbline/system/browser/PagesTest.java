package plumbline.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, for everybody: read aloud, by keyboard, on a phone, in the dark. */
@Tag("browser")
class PagesTest {
  private static final String[] PAGES = {
    "/experiments",
    "/experiments/new",
    "/experiments/" + Shop.DRAFT,
    "/experiments/" + Shop.DRAFT + "/edit",
    "/planner",
    "/metrics",
    "/metrics/new",
    "/metrics/" + Shop.METRIC,
    "/metrics/" + Shop.METRIC + "/edit",
    "/flags",
    "/flags/new",
    "/flags/" + Shop.FLAG,
    "/decisions",
    "/decisions/check",
    "/aa-checks",
    "/guide"
  };
  /** As they were sent, compressed. */
  private static final String SCRIPT_BYTES =
      """
      () => performance.getEntriesByType("resource")
        .filter(it => new URL(it.name).pathname.endsWith(".js"))
        .reduce((sum, it) => sum + it.encodedBodySize, 0)
      """;

  private static final String[] TABS = {"", "/results", "/health", "/guardrails", "/review", "/decision"};

  @BeforeAll
  static void thereIsSomethingToSee() throws Exception {
    Shop.open();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "390, DARK"})
  void everyPageIsUsable(int width, ColorScheme scheme) {
    try (var person = Person.as("experimenter", width, scheme)) {
      for (var path : PAGES) {
        person.open(path);
        person.assertUsable();
        person.screenshot("page" + path.replace('/', '-') + "-" + width);
      }
      for (var tab : TABS) {
        person.open("/experiments/" + Shop.ENDED + tab);
        person.assertUsable();
        person.screenshot("experiment" + tab.replace('/', '-') + "-" + width);
      }
    }
  }

  @Test
  void whatGoesWrongAndTheSignInAreUsableToo() {
    try (var person = Person.as("analyst")) {
      person.page().navigate("/experiments/no-such-experiment");
      PlaywrightAssertions.assertThat(person.page().locator("h1")).hasText("There is no such page");
      person.assertUsable();
      person.page().click("text=Sign out");
      person.page().waitForURL("**/sign-in");
      person.assertUsable();
      person.page().navigate("/experiments");
      person.page().waitForURL("**/sign-in?to=*");
    }
  }

  @Test
  void theKeyboardGetsEverywhere() {
    try (var person = Person.as("analyst")) {
      var page = person.open("/experiments");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => document.activeElement.textContent"))
          .isEqualTo("To the content");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => document.activeElement.textContent")).isEqualTo("Experiments");
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      page.waitForURL("**/planner");
    }
  }

  @Test
  void theFirstViewNeedsLessThanAHundredKilobytesOfScript() {
    try (var person = Person.as("analyst")) {
      var page = person.open("/experiments");
      page.waitForLoadState(LoadState.NETWORKIDLE);
      var bytes = (Number) page.evaluate(SCRIPT_BYTES);
      assertThat(bytes.longValue()).isBetween(1_000L, 100_000L);
    }
  }
}
