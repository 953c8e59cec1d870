package plumbline.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.kit.identity.AccessTable;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.system.wire.GrpcWire;
import plumbline.system.wire.GuardedStack;
import plumbline.system.wire.HttpWire;
import plumbline.system.wire.Reflection;
import plumbline.system.wire.Rpc;

/** The one scene, its attackers, and what must be so when they are done. */
final class Attack {
  /** Another one finds other things: {@code -Dplumbline.fuzz.seed}. */
  static final long SEED = Long.getLong("plumbline.fuzz.seed", 20_261_129);

  private static final String[] EVERY_ROLE = {
    "admin", "analyst", "client", "experimenter", "reviewer", "service"
  };
  private static final long MEGABYTE = 1024 * 1024;

  private static @Nullable Attack running;

  private final LocalStack stack = GuardedStack.get();
  private final GrpcWire wire = new GrpcWire(stack);
  private final HttpWire http = new HttpWire(stack);
  private final Map<Input.Sender, String> tokens =
      Map.of(
          Input.Sender.EVERYBODY,
          stack.token("everybody", Set.of(EVERY_ROLE), Duration.ofHours(4)),
          Input.Sender.OTHER,
          stack.token("other", Set.of(EVERY_ROLE), Duration.ofHours(4)));
  private final List<Rpc> rpcs = Reflection.rpcs(wire);
  private final Scene scene = new Scene(stack.clients(), tokens);
  private final Inputs inputs;

  private Attack() {
    var messages = scene.set();
    scene.act();
    this.inputs = new Inputs(rpcs, messages, new Requests(Routes.all(http, rpcs), forms()));
  }

  static synchronized Attack get() {
    var attack = running;
    if (attack == null) {
      attack = new Attack();
      running = attack;
    }
    return attack;
  }

  Fuzzer fuzzer() {
    return new Fuzzer(stack, wire, tokens);
  }

  Input input(int index) {
    return inputs.of(SEED, index);
  }

  /** An input that was kept as a line. */
  Input kept(String line) {
    return Input.of(
        line, rpcs.stream().collect(Collectors.toMap(Rpc::name, it -> it, (first, _) -> first)));
  }

  /** Sends the first so many inputs, and holds the services to all that is promised. */
  void run(int count, long megabytes) throws Exception {
    var known = scene.witness();
    var held = Heap.used(stack, http);
    var fuzzer = fuzzer();
    fuzzer.run(count, this::input);
    System.out.printf("fuzzed %d inputs of seed %d: %s%n", count, SEED, fuzzer.counts());
    assertThat(fuzzer.failures()).as("seed %d; each with its index", SEED).isEmpty();
    assertThat(scene.witness()).as("seed %d", SEED).isEqualTo(known);
    for (var service : Service.values()) {
      assertThat(stack.service(service).isReady()).as("%s is ready", service).isTrue();
    }
    var after = Heap.used(stack, http);
    System.out.printf("heap before %s, after %s%n", held, after);
    after.forEach((service, bytes) -> {
      var more = bytes - heap(held, service);
      assertThat(more / MEGABYTE).as("megabytes that %s holds more", service).isLessThan(megabytes);
    });
  }

  private static long heap(Map<Service, Long> used, Service service) {
    return Objects.requireNonNull(used.get(service));
  }

  /** Sends some inputs one after another; of the refused ones, none leaves a trace. */
  void oneByOne(int from, int count) throws SQLException {
    var fuzzer = fuzzer();
    var before = Definitions.digest(stack);
    for (var index = from; index < from + count; index++) {
      var input = input(index);
      var outcome = fuzzer.send(input);
      assertThat(outcome.wrong()).as("seed %d, index %d", SEED, index).isEmpty();
      var after = Definitions.digest(stack);
      if (outcome.refused()) {
        assertThat(after)
            .as("seed %d, index %d changed nothing: %s", SEED, index, input.line())
            .isEqualTo(before);
      }
      before = after;
    }
  }

  /** Of every page that things of the scene have. */
  private Map<String, List<Forms.Field>> forms() {
    var pages = new ArrayList<String>();
    for (var row : AccessTable.routes()) {
      if (row.startsWith("GET /") && !row.contains("/v1/") && !row.contains("*")) {
        var path = row.substring(4).replace("{tab}", "results");
        Stream.of("fuzz-draft", "fuzz-running", Vocabulary.FLAG, Vocabulary.METRIC)
            .map(key -> path.replaceAll("[{]\\w+}", key))
            .distinct()
            .forEach(pages::add);
      }
    }
    return Forms.on(http, pages, tokens.getOrDefault(Input.Sender.EVERYBODY, ""));
  }

  /** The lines of the corpus. */
  static List<String> corpus() {
    try (var file = Attack.class.getResourceAsStream("/fuzz/regressions.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
