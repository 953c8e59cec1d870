package plumbline.system.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagServiceGrpc.FlagServiceBlockingStub;
import plumbline.system.Stack;

/** The service that all clients are connected to is killed, and is there again. */
@Tag("clients")
class ReconnectTest {
  private final List<Held> all = new ArrayList<>();

  @Test
  void overAKillAndAChangeMeanwhile() {
    for (var kind : ClientKind.values()) {
      var flag = Flags.create("kills-" + kind.suffix(), "STRING", "\"before\"");
      all.add(new Held(kind, flag));
    }
    for (var held : all) {
      Told.settle(held.kind);
      Told.awaitValue(held.kind, held.flag, "before");
    }
    var stack = Stack.get();
    try (var other = stack.replica(Service.ASSIGNMENT, Map.of());
        var connections = stack.clients(other)) {
      other.launch();
      other.awaitReady();
      var token = stack.token("test-experimenter", Set.of("experimenter"), Duration.ofHours(1));
      whileKilled(connections.as(token).flags());
    }
    for (var held : all) {
      Told.awaitValue(held.kind, held.flag, "meanwhile");
    }
    for (var held : all) {
      Told.settle(held.kind);
      var changed = Flags.changeDefault(held.flag, "\"after\"");
      var after = Told.afterChange(held.kind, changed, ReconnectTest::isAfter);
      assertThat(after).as(held.kind.name()).matches(ReconnectTest::isAfter);
    }
  }

  private void whileKilled(FlagServiceBlockingStub other) {
    var killed = Stack.get().assignment();
    killed.kill();
    try {
      for (var held : all) {
        if (held.kind.isTold()) {
          Told.awaitEvent(held.kind, Set.of("PROVIDER_STALE", "PROVIDER_ERROR"));
        }
        assertThat(Told.ask(held.kind, held.flag).value().asText())
            .as(held.kind + " while nobody answers")
            .isIn(values(held.kind));
      }
      all.replaceAll(
          held -> new Held(held.kind, Flags.changeDefault(other, held.flag, "\"meanwhile\"")));
    } finally {
      killed.launch();
      killed.awaitReady();
    }
  }

  /** A browser goes on with what it has; so does Java's flagd provider, for a second here. */
  private static Set<String> values(ClientKind kind) {
    return switch (kind) {
      case WEB_OFREP -> Set.of("before");
      case JAVA_FLAGD -> Set.of("before", "the code's");
      case JAVA_OFREP, NODE_FLAGD, NODE_OFREP -> Set.of("the code's");
    };
  }

  private static boolean isAfter(Answer answer) {
    return answer.value().asText().equals("after");
  }

  private record Held(ClientKind kind, Flag flag) {}
}
