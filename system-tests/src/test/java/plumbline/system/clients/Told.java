package plumbline.system.clients;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import plumbline.proto.assignment.v1.Flag;
import plumbline.system.clients.ClientProcess.Question;

/** Waits for what the clients are told, and for what they then answer for text flags. */
final class Told {
  private static final Map<String, String> ANN = Map.of("targetingKey", "ann");
  private static final AtomicInteger MARKS = new AtomicInteger();

  private Told() {}

  static Answer ask(ClientKind kind, Flag flag) {
    return Clients.of(kind).evaluate(new Question(flag.getKey(), "string", "the code's"), ANN);
  }

  static Answer awaitValue(ClientKind kind, Flag flag, String value) {
    return awaitAnswer(kind, flag, answer -> answer.value().asText().equals(value));
  }

  static Answer awaitAnswer(ClientKind kind, Flag flag, Predicate<Answer> wanted) {
    return waiting(kind + " answers for " + flag.getKey()).until(() -> ask(kind, flag), wanted);
  }

  /** Whatever was changed before is told after this, and no event of it is to come. */
  static void settle(ClientKind kind) {
    if (kind.isTold()) {
      Clients.of(kind);
      var mark = Flags.create("mark-" + MARKS.incrementAndGet(), "BOOLEAN", "true");
      awaitChange(kind, mark);
    }
  }

  /** The first answer after the change: a client that is told is not asked before. */
  static Answer afterChange(ClientKind kind, Flag flag, Predicate<Answer> wanted) {
    if (!kind.isTold()) {
      return awaitAnswer(kind, flag, wanted);
    }
    awaitChange(kind, flag);
    return ask(kind, flag);
  }

  static void awaitEvent(ClientKind kind, Set<String> wanted) {
    waiting(kind + " tells one of " + wanted)
        .until(
            () -> Clients.of(kind).events(),
            events -> events.stream().anyMatch(it -> wanted.contains(it.event())));
  }

  private static void awaitChange(ClientKind kind, Flag flag) {
    var changed = new ArrayList<String>();
    waiting(kind + " is told that " + flag.getKey() + " changed")
        .until(() -> {
          Clients.of(kind).events().stream()
              .filter(it -> it.event().equals("PROVIDER_CONFIGURATION_CHANGED"))
              .forEach(it -> changed.addAll(it.flags()));
          return changed.contains(flag.getKey());
        });
  }

  private static ConditionFactory waiting(String what) {
    return await(what).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50));
  }
}
