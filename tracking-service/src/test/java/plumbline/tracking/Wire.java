package plumbline.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A wire to a server on loopback, which can go dead without an end being seen on either side. */
final class Wire implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();

  private Wire(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  static Wire to(int port) {
    try {
      var wire = new Wire(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
      daemon(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on nothing passes over the connections that are open; new ones are well. */
  void cut() {
    connections.forEach(connection -> connection.dead.set(true));
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var connection : connections) {
        connection.client.close();
        connection.server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        var connection = new Connection(client, server, new AtomicBoolean());
        connections.add(connection);
        daemon(() -> connection.pass(client, server));
        daemon(() -> connection.pass(server, client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("wire").start(work);
  }

  private record Connection(Socket client, Socket server, AtomicBoolean dead) {
    void pass(Socket from, Socket to) {
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        var buffer = new byte[65_536];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!dead.get()) {
            out.write(buffer, 0, read);
          }
        }
      } catch (IOException e) {
        // The other direction ends it too.
      }
    }
  }
}
