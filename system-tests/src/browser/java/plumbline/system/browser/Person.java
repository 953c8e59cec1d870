package plumbline.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumbline.system.Stack;

/**
 * Somebody at a browser, signed in by the page that asks for a token. Whatever the browser's console
 * complains of is a failure.
 */
final class Person implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE = 30_000;

  private final String name;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private Person(String name, int width, ColorScheme scheme) {
    this.name = name;
    context =
        Chromium.get()
            .newContext(
                new NewContextOptions()
                    .setBaseURL("http://127.0.0.1:" + Stack.get().analysis().httpPort())
                    .setViewportSize(width, 900)
                    .setColorScheme(scheme)
                    .setLocale("en-GB"));
    context.setDefaultTimeout(PATIENCE);
    context.onConsoleMessage(
        message -> {
          // A refused form answers 4xx, which Chromium notes as an error of the network.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    page = context.newPage();
  }

  /** At a desk. */
  static Person as(String role) {
    return as(role, 1280, ColorScheme.LIGHT);
  }

  /** With a window of that width. */
  static Person as(String role, int width, ColorScheme scheme) {
    var person = new Person(role, width, scheme);
    person.signIn(
        Stack.get().token("browser-" + role, Set.of(role), Duration.ofHours(1)));
    return person;
  }

  private void signIn(String token) {
    page.navigate("/sign-in#" + token);
    page.waitForURL("**/experiments");
  }

  Page page() {
    return page;
  }

  /** Opens a page of ours, which must be there. */
  Page open(String path) {
    var answer = page.navigate(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return page;
  }

  /** Kept as build output, under target/screenshots. */
  void screenshot(String title) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(title + "-" + name + ".png"))
            .setFullPage(true));
  }

  /** Nothing that a screen reader or a keyboard would stumble over, and nothing off the screen. */
  void assertUsable() {
    page.locator("details").evaluateAll("all => all.forEach(it => it.open = true)");
    page.waitForFunction(
        "() => [...document.querySelectorAll('[data-chart]')].every(it => it.querySelector('canvas'))");
    var findings =
        new AxeBuilder(page).analyze().getViolations().stream()
            .map(it ->
                it.getId() + ": " + it.getNodes().stream().map(node -> node.getHtml()).toList())
            .toList();
    assertThat(findings).as(page.url()).isEmpty();
    assertThat(
            page.evaluate(
                "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as("no sideways overflow at " + page.url())
        .isEqualTo(true);
    assertNoComplaints();
  }

  void assertNoComplaints() {
    assertThat(complaints).as("the console at " + page.url()).isEmpty();
  }

  @Override
  public void close() {
    context.close();
  }
}
