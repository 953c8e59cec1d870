package plumbline.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.identity.Role;
import plumbline.localstack.Service;
import plumbline.system.security.Caller.Right;
import plumbline.system.wire.GuardedStack;
import plumbline.system.wire.HttpWire;
import plumbline.system.wire.HttpWire.Answer;

/** The table of roles, walked: each route at each service, by everybody there can be. */
class RouteAccessTest {
  /** What stands for any number of segments. */
  private static final Map<String, String> OPEN_ENDED =
      Map.of("/q/health/**", "/q/health/live", "/assets/**", "/assets/plumbline.css");

  /** Served only where people sign in at an identity provider, which this stack has none of. */
  private static final Set<String> OIDC = Set.of("GET /sign-in/oidc", "GET /sign-in/oidc/back");

  private static final HttpWire WIRE = new HttpWire(GuardedStack.get());

  /** A row of the table, and an address that it is for. */
  private record Route(String row, String method, String path, Set<Role> allowed) {
    static Stream<Route> all() {
      return AccessTable.routes().stream().filter(it -> !OIDC.contains(it)).map(Route::of);
    }

    private static Route of(String row) {
      var method = row.substring(0, row.indexOf(' '));
      var template = row.substring(method.length() + 1);
      var path = OPEN_ENDED.getOrDefault(template, template.replaceAll("[{]\\w+}", "nothing-such"));
      return new Route(row, method, path, AccessTable.route(method, path).orElseThrow());
    }

    boolean isOpen() {
      return allowed.isEmpty();
    }

    boolean changes() {
      return !method.equals("GET");
    }
  }

  @AfterAll
  static void close() {
    WIRE.close();
  }

  @Test
  void eachCallerIsToldWhatTheTableSays() {
    var wrong = new ArrayList<String>();
    for (var caller : Caller.all()) {
      var headers = headers(caller.authorization());
      for (var service : Service.values()) {
        Route.all()
            .forEach(route -> {
              var expected = caller.right(route.allowed);
              var answer = send(service, route, headers);
              if (right(answer) != expected) {
                wrong.add(
                    "%s at %s by %s: %s, not %s"
                        .formatted(route.row, service, caller.name(), answer, expected));
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void eachRowIsServedByOneOfTheServices() {
    var everybody = Stream.of(Role.values()).map(it -> it.name().toLowerCase(Locale.ROOT));
    var headers = headers("Bearer " + GuardedStack.token(everybody.toArray(String[]::new)));
    var served =
        Route.all()
            .filter(route ->
                Stream.of(Service.values())
                    .anyMatch(service -> isServed(send(service, route, headers))))
            .map(Route::row);
    assertThat(served).containsExactlyElementsOf(Route.all().map(Route::row).toList());
  }

  @Test
  void aBrowserIsSentToSignInAndBack() {
    for (var caller : Caller.all()) {
      if (caller.role() == null && caller.token() == null) {
        assertThat(Route.all().filter(it -> !it.isOpen()))
            .allSatisfy(route -> {
              var answer = send(Service.ANALYSIS, route, Map.of("accept", "text/html"));
              assertThat(answer.status()).as(route.row).isEqualTo(303);
              assertThat(answer.location())
                  .as(route.row)
                  .startsWith(route.changes() ? "/sign-in" : "/sign-in?to=");
            });
      }
    }
  }

  @Test
  void aCookieChangesNothingForAnotherSite() {
    var cookie = "plumbline_token=" + GuardedStack.token("admin", "reviewer");
    var routes = Route.all().filter(it -> it.changes() && !it.isOpen()).toList();
    for (var site : List.of("cross-site", "same-site")) {
      var headers = Map.of("cookie", cookie, "sec-fetch-site", site);
      assertThat(routes)
          .allSatisfy(route ->
              assertThat(send(Service.ANALYSIS, route, headers).status())
                  .as("%s from %s", route.row, site)
                  .isEqualTo(401));
    }
    var own = Map.of("cookie", cookie, "sec-fetch-site", "same-origin");
    assertThat(routes)
        .allSatisfy(route ->
            assertThat(right(send(Service.ANALYSIS, route, own)))
                .as(route.row)
                .isEqualTo(Right.ADMITTED));
  }

  private static Answer send(Service service, Route route, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.put("content-type", "application/json");
    var body = route.changes() ? new byte[] {'{', '}'} : new byte[0];
    return WIRE.send(service, route.method, route.path, all, body);
  }

  private static Map<String, String> headers(@Nullable String authorization) {
    var headers = new HashMap<String, String>();
    // What a page of our own says; forms are refused without it.
    headers.put("sec-fetch-site", "same-origin");
    if (authorization != null) {
      headers.put("authorization", authorization);
    }
    return headers;
  }

  private static Right right(Answer answer) {
    return switch (answer.status()) {
      case 401 -> Right.UNAUTHENTICATED;
      case 403 -> Right.DENIED;
      default -> Right.ADMITTED;
    };
  }

  /** What no resource takes is told so in the words of HTTP; what is not there, in ours. */
  private static boolean isServed(Answer answer) {
    return answer.status() != 405
        && !(answer.status() == 404
            && (answer.body().isEmpty()
                || answer.body().contains("no route")
                || answer.body().contains("Not Found")));
  }
}
