package plumbline.kit.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.util.Optional;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;

/** How a person at a browser is refused: sent to sign in, or told why on a page. */
final class BrowserRefusal {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%1$s</title>
      <h1>%1$s</h1>
      <p>%2$s</p>
      <p><a href="%3$s">Sign in as somebody else</a></p>
      </html>
      """;

  private final Optional<String> signInPath;

  BrowserRefusal(Optional<String> signInPath) {
    this.signInPath = signInPath;
  }

  /** Answers if a browser asks and there is a page to sign in; otherwise false and no answer. */
  boolean refuse(RoutingContext context, Failure failure) {
    if (signInPath.isEmpty() || !isBrowser(context.request())) {
      return false;
    }
    var response = context.response().putHeader("cache-control", "no-store");
    if (failure instanceof Failure.Unauthenticated) {
      if (context.request().getHeader("hx-request") != null) {
        // A part of a page cannot become the page to sign in: htmx is told to go there.
        response.setStatusCode(401).putHeader("hx-redirect", signInPath.get()).end();
      } else {
        response.setStatusCode(303).putHeader("location", signIn(context)).end();
      }
    } else {
      response
          .setStatusCode(FailureMap.http(failure))
          .putHeader("content-type", "text/html; charset=utf-8")
          .end(page(failure, signInPath.get()));
    }
    return true;
  }

  /** And back to what was asked for; what was to be done has to be done again. */
  private String signIn(RoutingContext context) {
    return context.request().method().equals(HttpMethod.GET)
        ? signInPath.orElseThrow() + "?to=" + URLEncoder.encode(asked(context), UTF_8)
        : signInPath.orElseThrow();
  }

  private static boolean isBrowser(HttpServerRequest request) {
    var accept = request.getHeader("accept");
    return accept != null && accept.contains("text/html");
  }

  private static String asked(RoutingContext context) {
    var query = context.request().query();
    return context.normalizedPath() + (query == null ? "" : "?" + query);
  }

  private static String page(Failure failure, String signInPath) {
    var title =
        switch (FailureMap.http(failure)) {
          case 403 -> "You may not see this";
          case 429 -> "Please wait a moment";
          default -> "There is no such page";
        };
    return PAGE.formatted(title, escape(String.valueOf(failure.getMessage())), escape(signInPath));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
