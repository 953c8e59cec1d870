package plumbline.assignment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.eclipse.microprofile.config.ConfigProvider;

/** A connection on which a test sends whatever it likes. */
final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;

  private RawSocket(String port) {
    try {
      socket =
          new Socket(
              InetAddress.getLoopbackAddress(),
              ConfigProvider.getConfig().getValue(port, Integer.class));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static RawSocket http() {
    return new RawSocket("quarkus.http.test-port");
  }

  static RawSocket grpc() {
    return new RawSocket("quarkus.grpc.server.test-port");
  }

  RawSocket send(String text) {
    return send(text.getBytes(ISO_8859_1));
  }

  RawSocket send(byte[] bytes) {
    trySend(bytes);
    return this;
  }

  /** Whether the other side still takes it, as far as can be known. */
  boolean trySend(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** All that comes until the other side closes. */
  byte[] readAll() {
    var read = new ByteArrayOutputStream();
    try {
      for (var next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        read.write(next);
      }
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("still open after 30 s");
    } catch (IOException e) {
      // Reset: closed as well.
    }
    return read.toByteArray();
  }

  String readText() {
    return new String(readAll(), ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
