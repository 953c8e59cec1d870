package plumbline.system.clients;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.system.Stack;

/** Every client gives 1,000 users of four flags what the formulas say, as computed in Python. */
@Tag("clients")
class AgreementTest {
  private static Vectors vectors;

  @BeforeAll
  static void define() throws IOException {
    vectors = Vectors.read();
    vectors.define();
  }

  @Test
  void theVectorsHaveEveryAnswer() {
    assertThat(vectors.users()).hasSize(1_000).doesNotHaveDuplicates();
    for (var i = 0; i < vectors.flags().size(); i++) {
      var column = i;
      var given = vectors.variants().stream().map(row -> row.get(column)).collect(toSet());
      var trial = vectors.flags().get(i).get("experiment");
      assertThat(given)
          .containsAll(trial.get("variants").findValuesAsText("key"))
          .hasSize(trial.get("variants").size() + (trial.has("traffic") ? 2 : 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void agrees(ClientKind kind) {
    holds(kind, Clients.of(kind));
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA_OFREP", "NODE_OFREP"})
  void agreesWithAToken(ClientKind kind) {
    var token = Stack.get().token("a-shop", Set.of("client"), Duration.ofMinutes(10));
    try (var client = ClientProcess.start(kind, Stack.get().assignment(), token)) {
      holds(kind, client);
    }
  }

  private static void holds(ClientKind kind, ClientProcess client) {
    // Two, as a browser asks again only when it has become another user.
    await("the flags are known")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> holds(kind, client, vectors.users().subList(0, 2)));
    holds(kind, client, vectors.users());
  }

  private static void holds(ClientKind kind, ClientProcess client, List<String> users) {
    var contexts = users.stream().map(user -> Map.of("targetingKey", user)).toList();
    var rows = client.evaluate(vectors.questions(), contexts);
    assertThat(rows).hasSameSizeAs(users);
    for (var user = 0; user < rows.size(); user++) {
      assertThat(rows.get(user).stream().map(answer -> withoutExposed(kind, answer)).toList())
          .as("%s, user %d '%s'", kind, user, users.get(user))
          .isEqualTo(vectors.expected(user));
    }
  }

  /** Whether an evaluation was recorded depends on those before it; in bulk none ever is. */
  private static Answer withoutExposed(ClientKind kind, Answer answer) {
    var metadata = ((ObjectNode) answer.metadata()).deepCopy();
    if (metadata.has("experiment")) {
      var exposed = metadata.path("exposed");
      metadata.remove("exposed");
      assertThat(exposed.isBoolean()).as("exposed is told").isTrue();
      assertThat(kind == ClientKind.WEB_OFREP && exposed.asBoolean())
          .as("recorded, though the browser has asked for all flags")
          .isFalse();
    }
    return new Answer(answer.value(), answer.variant(), answer.reason(), answer.error(), metadata);
  }
}
