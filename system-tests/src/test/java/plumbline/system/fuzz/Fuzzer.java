package plumbline.system.fuzz;

import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.LocalStack;
import plumbline.system.wire.GrpcWire;

/** Sends inputs, several at once, and judges each answer. */
final class Fuzzer {
  private static final int AT_ONCE = 6;
  private static final int MOST_FAILURES = 40;

  /** Streams have nothing to say to some requests for a long time. */
  private static final long STREAM_MILLIS = 300;

  private static final long UNARY_MILLIS = 30_000;

  private final LocalStack stack;
  private final GrpcWire wire;
  private final Map<Input.Sender, String> tokens;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  Fuzzer(LocalStack stack, GrpcWire wire, Map<Input.Sender, String> tokens) {
    this.stack = stack;
    this.wire = wire;
    this.tokens = tokens;
  }

  /** Answers by kind: how many. */
  Map<String, Long> counts() {
    var sums = new TreeMap<String, Long>();
    counts.forEach((status, count) -> sums.put(status, count.sum()));
    return sums;
  }

  /** What was answered that must not be, with what it was answered to. */
  Queue<String> failures() {
    return failures;
  }

  /** Sends each input once; stops when too many failed. */
  void run(int count, IntFunction<Input> inputs) throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          for (var index = next.getAndIncrement();
              index < count && failures.size() < MOST_FAILURES;
              index = next.getAndIncrement()) {
            judge(index, inputs.apply(index));
          }
          return null;
        };
    try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      // An input that could not be made, or sent, is no input that was answered well.
      for (var done : pool.invokeAll(Collections.nCopies(AT_ONCE, worker))) {
        done.get();
      }
    }
  }

  private void judge(int index, Input input) {
    send(input)
        .wrong()
        .ifPresent(wrong ->
            failures.add(
                "%d: %s%n  %s".formatted(index, cut(wrong, 1_500), cut(input.line(), 3_000))));
  }

  /**
   * What became of an input.
   *
   * @param refused whether its sender was told that nothing was done
   * @param wrong what is wrong with the answer; empty: nothing
   */
  record Outcome(boolean refused, Optional<String> wrong) {}

  Outcome send(Input input) {
    return switch (input) {
      case Input.Grpc grpc -> {
        var streams = !grpc.rpc().type().serverSendsOneMessage();
        var patience = streams ? STREAM_MILLIS : UNARY_MILLIS;
        var answer = wire.call(grpc.rpc(), authorization(input), patience, grpc.messages());
        var unavailable = answer.getCode() == Status.Code.UNAVAILABLE;
        count("grpc " + answer.getCode() + (unavailable ? " " + answer.getDescription() : ""));
        var wrong = Judge.grpc(grpc.rpc(), answer, input.content());
        yield new Outcome(!answer.isOk(), wrong.map(it -> grpc.rpc() + " " + it));
      }
      case Input.Http http -> {
        var reply = send(http);
        count("http " + (reply.status() == 0 ? "closed" : reply.status()));
        var wrong = Judge.http(reply, input.content());
        yield new Outcome(
            reply.status() >= 400,
            wrong.map(it -> http.service() + " " + http.firstLine() + " " + it));
      }
    };
  }

  private RawHttp.Reply send(Input.Http http) {
    try {
      return RawHttp.send(stack.service(http.service()).httpPort(), authorized(http));
    } catch (IOException e) {
      return new RawHttp.Reply(-1, "not connected");
    }
  }

  private byte[] authorized(Input.Http http) {
    var authorization = authorization(http);
    var firstLineEnd = http.content().indexOf("\r\n") + 2;
    if (authorization == null || firstLineEnd < 2) {
      return http.request();
    }
    var header = "Authorization: " + authorization + "\r\n";
    var bytes = new ByteArrayOutputStream();
    bytes.write(http.request(), 0, firstLineEnd);
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.write(http.request(), firstLineEnd, http.request().length - firstLineEnd);
    return bytes.toByteArray();
  }

  private @Nullable String authorization(Input input) {
    var token = tokens.get(input.sender());
    return token == null ? null : "Bearer " + token;
  }

  private void count(String answer) {
    counts.computeIfAbsent(answer, _ -> new LongAdder()).increment();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
