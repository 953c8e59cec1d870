package plumbline.system.rolling;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which replicas there are, by their ports on loopback, as a Service of Kubernetes tells it: those
 * that are ready.
 */
final class Replicas extends NameResolver.Factory {
  static final String SCHEME = "replicas";

  private final List<Integer> ports;
  private NameResolver.@Nullable Listener2 listener;

  Replicas(List<Integer> ports) {
    this.ports = new ArrayList<>(ports);
  }

  synchronized void add(int port) {
    ports.add(port);
    tell();
  }

  synchronized void remove(int port) {
    ports.remove(Integer.valueOf(port));
    tell();
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public NameResolver newNameResolver(URI target, NameResolver.Args args) {
    return new NameResolver() {
      @Override
      public String getServiceAuthority() {
        return "localhost";
      }

      @Override
      public void start(Listener2 told) {
        listen(told);
      }

      @Override
      public void refresh() {
        tell();
      }

      @Override
      public void shutdown() {
        // Nothing is open.
      }
    };
  }

  private synchronized void listen(NameResolver.Listener2 told) {
    listener = told;
    tell();
  }

  private synchronized void tell() {
    if (listener != null) {
      var addresses =
          ports.stream()
              .map(port -> new EquivalentAddressGroup(new InetSocketAddress("127.0.0.1", port)))
              .toList();
      listener.onResult(
          NameResolver.ResolutionResult.newBuilder()
              .setAddressesOrError(StatusOr.fromValue(addresses))
              .build());
    }
  }
}
