package plumbline.kit.identity;

import io.grpc.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, as its credential says; never as a request's body says.
 *
 * @param name the token's subject
 * @param roles what it may be; never empty
 */
public record Principal(String name, Set<Role> roles) {
  static final Context.Key<Principal> GRPC = Context.key("plumbline.principal");
  static final String HTTP = "plumbline.principal";

  public Principal {
    roles = Set.copyOf(roles);
  }

  /** Who makes the current RPC. To be asked at its entry, before anything asynchronous. */
  public static Principal ofRpc() {
    return require(GRPC.get());
  }

  /** Who makes the HTTP request. */
  public static Principal of(RoutingContext request) {
    return require(request.get(HTTP));
  }

  /** Who makes the HTTP request; empty on a route that is open to everybody. */
  public static Optional<Principal> find(RoutingContext request) {
    return Optional.ofNullable(request.get(HTTP));
  }

  private static Principal require(@org.jspecify.annotations.Nullable Principal principal) {
    if (principal == null) {
      throw new IllegalStateException("not behind the identity check");
    }
    return principal;
  }
}
