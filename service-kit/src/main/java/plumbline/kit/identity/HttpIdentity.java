package plumbline.kit.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.failure.HttpFailures;

/** The twin of {@link GrpcIdentity} for HTTP: every route passes here, on the same table. */
@ApplicationScoped
public class HttpIdentity {
  /** Where the dashboard keeps a person's token: HttpOnly, SameSite=Strict, read for GET only. */
  public static final String COOKIE = "plumbline_token";

  private static final int BEFORE_EVERYTHING = 10_000;

  private final Access access;
  private final BrowserRefusal browserRefusal;

  @Inject
  HttpIdentity(Access access, IdentityConfig config) {
    this.access = access;
    this.browserRefusal = new BrowserRefusal(config.signInPath());
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_EVERYTHING);
  }

  private void check(RoutingContext context) {
    try {
      admit(context);
    } catch (Failure refusal) {
      if (!browserRefusal.refuse(context, refusal)) {
        refuse(context, refusal);
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
      context.put(
          Principal.HTTP, access.admit(allowed, authorization(request), isLoopback(request)));
    }
  }

  private static @Nullable String authorization(HttpServerRequest request) {
    var header = request.getHeader("authorization");
    var cookie = request.method().equals(HttpMethod.GET) ? request.getCookie(COOKIE) : null;
    return header != null || cookie == null ? header : "Bearer " + cookie.getValue();
  }

  private static boolean isLoopback(HttpServerRequest request) {
    try {
      // A numeric address: parsed, never looked up.
      return InetAddress.getByName(request.remoteAddress().hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static void refuse(RoutingContext context, Failure failure) {
    var response = context.response().setStatusCode(FailureMap.http(failure));
    if (failure instanceof Failure.Unauthenticated) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    response.putHeader("content-type", "application/json").end(HttpFailures.body(failure));
  }
}
