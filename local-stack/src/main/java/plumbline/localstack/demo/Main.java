package plumbline.localstack.demo;

import io.grpc.StatusRuntimeException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.LocalStack;
import plumbline.localstack.StackFailure;
import plumbline.localstack.StackOptions;

/** {@code make up}: the whole system with its demo, until it is stopped. */
public final class Main {
  /** Written when everything is up; {@code make up DETACH=1} waits for it. */
  private static final String READY_FILE = "ready";

  private Main() {}

  /** Arguments are {@code NAME=value}, as {@link Settings} reads them. */
  public static void main(String[] arguments) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var stopping = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(out, stopping), "say-stop"));
    try {
      run(out, Settings.parse(Path.of("").toAbsolutePath(), arguments));
    } catch (StackFailure e) {
      fail(out, stopping, e.getMessage());
    } catch (StatusRuntimeException e) {
      fail(out, stopping, "a service answered " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      fail(out, stopping, "unexpectedly");
      e.printStackTrace(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(1);
  }

  private static void run(PrintStream out, StackOptions options)
      throws IOException, InterruptedException {
    var ready = options.directory().resolve(READY_FILE);
    var clock = Clock.systemUTC();
    try (var stack = LocalStack.start(options, out::println)) {
      Files.deleteIfExists(ready);
      stack.closeFirst(() -> Files.deleteIfExists(ready));
      var people = new People(stack, clock.instant());
      var demo = new Demo(stack, people, out, clock);
      stack.closeFirst(demo);
      demo.show();
      out.println(Welcome.of(stack, people));
      out.println();
      out.println("Ready. It runs until it is stopped: Ctrl+C here, or make down.");
      Files.writeString(ready, "");
      new CountDownLatch(1).await();
    }
  }

  private static void stop(PrintStream out, AtomicBoolean stopping) {
    if (!stopping.getAndSet(true)) {
      out.println("Stopping.");
    }
  }

  private static void fail(PrintStream out, AtomicBoolean stopping, @Nullable String why) {
    // What fails while everything is being stopped is no news.
    if (!stopping.getAndSet(true)) {
      out.println();
      out.println("make up failed: " + why);
    }
  }
}
