package plumbline.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a Service of Kubernetes is to its callers: one address, behind which each new connection
 * goes to a replica that takes it. What is connected stays where it is.
 */
public final class Balancer {
  private static final int CONNECT_MILLIS = 1_000;

  private final List<Integer> replicas = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final ServerSocket entrance;

  private Balancer(ServerSocket entrance) {
    this.entrance = entrance;
  }

  /** In front of the replicas that are added; it ends with the JVM. */
  public static Balancer open() {
    try {
      var balancer = new Balancer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().start(balancer::accept);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return entrance.getLocalPort();
  }

  public void add(int port) {
    replicas.add(port);
  }

  public void remove(int port) {
    replicas.remove(Integer.valueOf(port));
  }

  private void accept() {
    while (true) {
      try {
        var caller = entrance.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void connect(Socket caller) {
    for (var i = 0; i < replicas.size(); i++) {
      var port = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
      var replica = new Socket();
      try {
        replica.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      } catch (IOException e) {
        close(replica);
        continue;
      }
      Thread.ofVirtual().start(() -> pump(caller, replica));
      pump(replica, caller);
      return;
    }
    close(caller);
  }

  /** One direction; its end is the end of both. */
  private static void pump(Socket from, Socket to) {
    try {
      from.setTcpNoDelay(true);
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of them is gone, which the other is told below.
    } finally {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
