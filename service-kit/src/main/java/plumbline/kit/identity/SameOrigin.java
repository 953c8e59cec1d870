package plumbline.kit.identity;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;

/**
 * Keeps other sites from acting with a person's cookie (cross-site request forgery). Browsers say
 * where a request comes from in headers that no page can set: {@code Sec-Fetch-Site}, or, where
 * there is none (plain HTTP to another machine, old browsers), {@code Origin}.
 */
public final class SameOrigin {
  private SameOrigin() {}

  /**
   * Lets a request through that a page of our own sent.
   *
   * @throws Failure.PermissionDenied if another site sent it, or nobody says who did
   */
  public static void require(HttpServerRequest request) {
    if (!isOwn(request.getHeader("sec-fetch-site"), request.getHeader("origin"), host(request))) {
      throw new Failure.PermissionDenied(
          "another site tried to act in your name; nothing was done");
    }
  }

  /** Whether a page of our own sent it, or the person typed it. */
  static boolean sent(HttpServerRequest request) {
    return isOwn(request.getHeader("sec-fetch-site"), request.getHeader("origin"), host(request));
  }

  static boolean isOwn(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      // "none": the person typed or bookmarked it, which a page cannot bring about.
      return site.equals("same-origin") || site.equals("none");
    }
    return origin != null && host != null && host.equalsIgnoreCase(authority(origin));
  }

  private static @Nullable String host(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null ? null : authority.toString();
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
