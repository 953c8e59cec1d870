package plumbline.assignment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Keeps all lines that the stream of events says. */
final class OfrepListener implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpResponse<Stream<String>> response;
  private volatile boolean ended;

  private OfrepListener(HttpRequest request) throws IOException, InterruptedException {
    response = client.send(request, HttpResponse.BodyHandlers.ofLines());
    Thread.ofVirtual().start(this::read);
  }

  /** As a page that opens the stream. */
  static OfrepListener open() {
    return open(request());
  }

  /** As one that comes again and heard that of last. */
  static OfrepListener openAgain(String lastId) {
    return open(request().header("Last-Event-ID", lastId));
  }

  static HttpRequest.Builder request() {
    var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ofrep/v1/events"));
  }

  static OfrepListener open(HttpRequest.Builder request) {
    try {
      return new OfrepListener(request.build());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<?> response() {
    return response;
  }

  List<String> lines() {
    return lines;
  }

  /** What events there were: the data of each. */
  List<String> events() {
    return starting("data: ");
  }

  /** The last mark that was said. */
  String lastId() {
    return starting("id: ").getLast();
  }

  boolean ended() {
    return ended;
  }

  private List<String> starting(String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  private void read() {
    try {
      response.body().forEach(lines::add);
    } catch (RuntimeException e) {
      // Closed by the test.
    }
    ended = true;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
