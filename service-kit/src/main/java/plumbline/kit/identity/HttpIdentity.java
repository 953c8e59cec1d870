package plumbline.kit.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.HttpFailures;

/** The twin of {@link GrpcIdentity} for HTTP: every route passes here, on the same table. */
@ApplicationScoped
public class HttpIdentity {
  /**
   * Where the dashboard keeps a person's token: HttpOnly, SameSite=Strict. What changes something
   * is taken with it only from a page of our own.
   */
  public static final String COOKIE = "plumbline_token";

  private static final String AUTHORIZATION = "plumbline.authorization";

  /** Where a caller may put its token that has no authorization header; OFREP names it. */
  private static final String API_KEY = "x-api-key";

  /**
   * After CORS (300), which answers preflights and marks refusals; before all that is asked for.
   */
  private static final int AFTER_CORS = 250;

  private final Access access;
  private final BrowserRefusal browserRefusal;

  @Inject
  HttpIdentity(Access access, IdentityConfig config) {
    this.access = access;
    this.browserRefusal = new BrowserRefusal(config.signInPath());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, AFTER_CORS);
  }

  private void check(RoutingContext context) {
    try {
      admit(context);
    } catch (Failure refusal) {
      if (!browserRefusal.refuse(context, refusal)) {
        HttpFailures.refuse(context, refusal);
      }
      return;
    }
    context.next();
  }

  private void admit(RoutingContext context) {
    var request = context.request();
    var path = context.normalizedPath();
    var allowed =
        AccessTable.route(request.method().name(), path)
            .orElseThrow(() -> new Failure.NotFound("route", request.method() + " " + path));
    if (!allowed.isEmpty()) {
      var authorization = authorization(request);
      var caller = access.admit(allowed, authorization, isLoopback(request));
      context.put(Principal.HTTP, caller.principal());
      context.put(AUTHORIZATION, authorization);
    }
  }

  private static @Nullable String authorization(HttpServerRequest request) {
    var header = request.getHeader("authorization");
    if (header != null) {
      return header;
    }
    var key = request.getHeader(API_KEY);
    if (key != null) {
      return Credentials.BEARER + key;
    }
    return cookie(request).map(Credentials.BEARER::concat).orElse(null);
  }

  /** The cookie's token; of what would change something, only where a page of our own sent it. */
  private static Optional<String> cookie(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(COOKIE))
        .filter(_ -> request.method().equals(HttpMethod.GET) || SameOrigin.sent(request))
        .map(Cookie::getValue);
  }

  /**
   * The token with which a request was let in, to ask other services in the same name; empty where
   * none was needed.
   */
  public static Optional<String> token(RoutingContext request) {
    return Optional.ofNullable(request.<String>get(AUTHORIZATION))
        .map(it -> it.substring(Credentials.BEARER.length()).strip());
  }

  private static boolean isLoopback(HttpServerRequest request) {
    try {
      // A numeric address: parsed, never looked up.
      return InetAddress.getByName(request.remoteAddress().hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
