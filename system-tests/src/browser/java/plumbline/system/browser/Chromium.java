package plumbline.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.system.Stack;

/** The one browser of all tests, without a screen, from the machine; ended with the JVM. */
final class Chromium {
  private static @Nullable Browser running;

  private Chromium() {}

  static synchronized Browser get() {
    var browser = running;
    if (browser == null) {
      var playwright =
          Playwright.create(
              new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      browser =
          playwright
              .chromium()
              .launch(
                  new LaunchOptions()
                      .setExecutablePath(executable())
                      // As root there is no sandbox, and /dev/shm may be small.
                      .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
      running = browser;
    }
    return browser;
  }

  /** As bin/need-chromium finds it. */
  private static Path executable() {
    try {
      var search =
          new ProcessBuilder(Stack.get().options().repository().resolve("bin/need-chromium").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var found = new String(search.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (search.waitFor() != 0) {
        throw new AssertionError("there is no Chromium");
      }
      return Path.of(found.strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
