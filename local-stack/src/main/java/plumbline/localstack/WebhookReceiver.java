package plumbline.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A real HTTP server, for tests, that writes down what is posted to it and answers as they want.
 */
public final class WebhookReceiver implements AutoCloseable {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger brokenOff = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile Function<Received, Reply> replies = _ -> new Reply(204);

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on loopback; on any port if it is 0. */
  public static WebhookReceiver start(int port) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      var receiver = new WebhookReceiver(server);
      server.createContext("/", receiver::handle);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers from now on as the function says; 204 otherwise. */
  public void answer(Function<Received, Reply> with) {
    replies = with;
  }

  /** What came to the path that holds the text, in order, attempts that failed included. */
  public List<Received> received(String path, String text) {
    return received.stream().filter(it -> it.path.equals(path) && it.body.contains(text)).toList();
  }

  /** How many answers the sender did not wait for. */
  public int brokenOff() {
    return brokenOff.get();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) ->
              headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
      var path = exchange.getRequestURI().getPath();
      var before =
          received.stream().filter(it -> it.id().equals(headers.get("webhook-id"))).count();
      var came = new Received(path, headers, body, (int) before + 1);
      received.add(came);
      var reply = replies.apply(came);
      reply.release.await();
      reply.headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status, reply.isEndless ? 0 : -1);
      while (reply.isEndless) {
        exchange.getResponseBody().write(new byte[1024]);
      }
    } catch (IOException e) {
      brokenOff.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /**
   * A request.
   *
   * @param attempt which one of its id this is, from 1
   */
  public record Received(String path, Map<String, String> headers, String body, int attempt) {
    public String id() {
      return header("webhook-id");
    }

    public String header(String name) {
      return Objects.requireNonNull(headers.get(name), name);
    }
  }

  /**
   * An answer.
   *
   * @param release is waited for first
   * @param isEndless whether the body has no end
   */
  public record Reply(
      int status, Map<String, String> headers, CountDownLatch release, boolean isEndless) {
    public Reply(int status) {
      this(status, Map.of());
    }

    public Reply(int status, Map<String, String> headers) {
      this(status, headers, new CountDownLatch(0), false);
    }
  }
}
