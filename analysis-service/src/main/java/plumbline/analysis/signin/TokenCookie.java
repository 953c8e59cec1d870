package plumbline.analysis.signin;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import plumbline.kit.identity.HttpIdentity;

/**
 * The cookie that holds a person's token: scripts cannot read it, and other sites cannot use it.
 */
final class TokenCookie {
  /** Browsers silently drop longer ones. */
  static final int LONGEST = 4000;

  private TokenCookie() {}

  /** For this session of the browser. */
  static NewCookie of(String token, RoutingContext request) {
    return cookie(token, request, NewCookie.DEFAULT_MAX_AGE);
  }

  /** Takes it away. */
  static NewCookie none(RoutingContext request) {
    return cookie("", request, 0);
  }

  /** Goes on to a page with it. */
  static ResponseBuilder goTo(String path, NewCookie cookie) {
    return Response.status(303)
        .header("Location", path)
        .header("Cache-Control", "no-store")
        .cookie(cookie);
  }

  private static NewCookie cookie(String token, RoutingContext request, int age) {
    return new NewCookie.Builder(HttpIdentity.COOKIE)
        .value(token)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.STRICT)
        .secure("https".equals(request.request().scheme()))
        .maxAge(age)
        .build();
  }
}
