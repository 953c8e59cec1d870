package plumbline.kit.notification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * Finds the address that a message goes to, anew for each attempt, and looks at it. The connection
 * is then made to that address and not to the name, which may mean something else a moment later.
 */
public final class Destinations {
  private final Vertx vertx;
  private final AllowedAddresses allowed;
  private final Lookup lookup;

  public Destinations(Vertx vertx, AllowedAddresses allowed) {
    this(vertx, allowed, InetAddress::getAllByName);
  }

  /** As above, with names of one's own. */
  public Destinations(Vertx vertx, AllowedAddresses allowed, Lookup lookup) {
    this.vertx = vertx;
    this.allowed = allowed;
    this.lookup = lookup;
  }

  /** What a name means now. */
  @FunctionalInterface
  public interface Lookup {
    /** All the addresses, the best first. */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** No address of the host may be connected to. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException() {
      super(
          "the host is at an inner address, which plumbline.notification.allowed-addresses does not"
              + " name");
    }
  }

  /** Where to connect to; fails with {@link RefusedException} if that is nowhere. */
  Future<SocketAddress> of(URI url) {
    var host = url.getHost();
    // The system's look-up waits, so not on the event loop.
    return vertx
        .executeBlocking(() -> lookup.addresses(host), false)
        .compose(found ->
            Stream.of(found)
                .filter(address -> allowed.allows(host, address))
                .findFirst()
                .map(address -> Future.succeededFuture(socket(address, url)))
                .orElseGet(() -> Future.failedFuture(new RefusedException())));
  }

  private static SocketAddress socket(InetAddress address, URI url) {
    return SocketAddress.inetSocketAddress(port(url), address.getHostAddress());
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }
}
