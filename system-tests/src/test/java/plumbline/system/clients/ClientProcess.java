package plumbline.system.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.ServiceProcess;

/**
 * A client in a process of its own. Its driver answers each line of JSON by one: {@code
 * {"flags":[{"key","type","fallback"}],"contexts":[…]}} by an array for each context, of {@code
 * {"value","variant","reason","error","message","metadata"}} for each flag; {@code {}} by the
 * events {@code {"event","flags"}} that the provider told since the last time. It writes a line
 * when it is connected.
 */
final class ClientProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 120;

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private ClientProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /** Started and connected, with that token if any. */
  static ClientProcess start(ClientKind kind, ServiceProcess service, @Nullable String token) {
    try {
      var directory = Files.createDirectories(Path.of("target", "clients"));
      var log = Files.createTempFile(directory, kind.suffix() + "-", ".log");
      var builder = new ProcessBuilder(kind.command(service, token));
      builder.redirectError(log.toFile());
      var started = new ClientProcess(kind.suffix(), log, builder.start());
      started.read();
      return started;
    } catch (IOException e) {
      throw new AssertionError(
          kind + " does not start; `make test-clients` says what it needs: " + e.getMessage(), e);
    }
  }

  /** What one context gets of one flag. */
  Answer evaluate(Question question, Map<String, ?> context) {
    return evaluate(List.of(question), List.of(context)).getFirst().getFirst();
  }

  /** For each context, what it gets of each flag. */
  List<List<Answer>> evaluate(List<Question> flags, List<? extends Map<String, ?>> contexts) {
    var rows = new ArrayList<List<Answer>>();
    for (var row : ask(Map.of("flags", flags, "contexts", contexts))) {
      var read = new ArrayList<Answer>();
      row.forEach(answer -> read.add(Answer.of(answer)));
      rows.add(read);
    }
    return rows;
  }

  /** What the provider told since the last time that this was asked. */
  List<Event> events() {
    var read = new ArrayList<Event>();
    for (var event : ask(Map.of())) {
      var flags = new ArrayList<String>();
      event.get("flags").forEach(flag -> flags.add(flag.asText()));
      read.add(new Event(event.get("event").asText(), flags));
    }
    return read;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private synchronized JsonNode ask(Map<String, ?> question) {
    try {
      questions.write(JSON.writeValueAsString(question));
      questions.newLine();
      questions.flush();
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(failed("cannot be asked"), e);
    }
  }

  private JsonNode read() throws IOException {
    var line = line();
    if (line == null) {
      throw new AssertionError(failed("ended"));
    }
    return JSON.readTree(line);
  }

  private @Nullable String line() {
    var line = new CompletableFuture<@Nullable String>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            line.complete(answers.readLine());
          } catch (IOException e) {
            line.completeExceptionally(e);
          }
        });
    try {
      return line.get(PATIENCE_SECONDS, SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(failed("does not answer"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(failed("was interrupted"), e);
    }
  }

  private String failed(String how) {
    try {
      return "%s %s. %s says:%n%s".formatted(name, how, log, Files.readString(log));
    } catch (IOException e) {
      return name + " " + how;
    }
  }

  /** A flag as code asks for it. */
  record Question(String key, String type, Object fallback) {}

  /** Something that a provider told the code. */
  record Event(String event, List<String> flags) {}
}
