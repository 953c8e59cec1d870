package plumbline.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Locale;

/** HTTP as bytes, one request a connection: what clients refuse to send is sent as well. */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 20_000;

  private RawHttp() {}

  /**
   * What was answered.
   *
   * @param status 0 where the connection was closed without a word, -1 where nothing came
   */
  record Reply(int status, String text) {}

  static Reply send(int port, byte[] request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      try {
        socket.getOutputStream().write(request);
      } catch (IOException e) {
        // Refused before all of it was sent: the answer is there.
      }
      return read(socket);
    }
  }

  private static Reply read(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = new byte[16 * 1024];
    try {
      for (var read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
        all.write(buffer, 0, read);
        if (isStream(all)) {
          break;
        }
      }
    } catch (SocketTimeoutException e) {
      return new Reply(-1, all.toString(UTF_8));
    } catch (IOException e) {
      // Reset after the answer, as what we sent was not read to its end.
    }
    var text = all.toString(UTF_8);
    return text.startsWith("HTTP/1.") && text.length() > 12
        ? new Reply(Integer.parseInt(text.substring(9, 12)), text)
        : new Reply(0, text);
  }

  /** Whether it is a stream of events, which does not end: its head is enough. */
  private static boolean isStream(ByteArrayOutputStream sofar) {
    if (sofar.size() > 4_000) {
      return false;
    }
    var text = sofar.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
    return text.contains("content-type: text/event-stream") && text.contains("\r\n\r\n");
  }
}
