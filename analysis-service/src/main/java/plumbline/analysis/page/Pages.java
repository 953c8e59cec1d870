package plumbline.analysis.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;

/** How pages are answered; each is computed on a worker thread. */
public final class Pages {
  public static final String HTML = "text/html; charset=utf-8";

  /** Longer than any answer of a neighbour is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Pages() {}

  /** The page, kept by no cache. */
  public static Response show(TemplateInstance page) {
    return html(200, page.render());
  }

  /**
   * A live part: its HTML if it differs from what the browser shows, else nothing (204, which htmx
   * leaves alone).
   */
  public static Response live(Live part, String seen) {
    return part.seen().equals(seen)
        ? Response.noContent().header("Cache-Control", "no-store").build()
        : html(200, part.html());
  }

  /**
   * Does what a form asks for and goes to where it is seen (303); where it is refused, the form is
   * shown again with the problem, under the refusal's status.
   *
   * @param form the page with the problem on it
   */
  public static Response act(
      Runnable action, String location, Function<Problem, TemplateInstance> form) {
    return attempt(
        () -> {
          action.run();
          return see(location);
        },
        form);
  }

  /**
   * Does what a form asks for and shows what came of it at once; where it is refused, the form with
   * the problem, under the refusal's status.
   */
  public static Response answer(
      Supplier<TemplateInstance> action, Function<Problem, TemplateInstance> form) {
    return attempt(() -> show(action.get()), form);
  }

  private static Response attempt(
      Supplier<Response> action, Function<Problem, TemplateInstance> form) {
    try {
      return action.get();
    } catch (Failure refused) {
      return html(FailureMap.http(refused), form.apply(Problem.of(refused)).render());
    }
  }

  /** Goes to another page. */
  public static Response see(String location) {
    return Response.status(303)
        .header("Location", location)
        .header("Cache-Control", "no-store")
        .build();
  }

  /** Waits for the answer; not on the event loop. */
  public static <T> T await(Uni<T> answer) {
    return answer.await().atMost(PATIENCE);
  }

  private static Response html(int status, String body) {
    return Response.status(status)
        .type(HTML)
        .header("Cache-Control", "no-store")
        .entity(body)
        .build();
  }
}
