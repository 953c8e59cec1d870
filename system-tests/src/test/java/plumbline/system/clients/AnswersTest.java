package plumbline.system.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.system.Stack;
import plumbline.system.clients.ClientProcess.Question;

/** What every client makes of flags without an experiment, and of what cannot be answered. */
@Tag("clients")
class AnswersTest {
  private static final Map<String, String> ANN = Map.of("targetingKey", "ann");
  private static final Map<String, String> NOBODY = Map.of();

  private static final Question WHOLE = new Question("answers-whole", "integer", 7);
  private static final Question NUMBER = new Question("answers-number", "number", 7.5);
  private static final Question TEXT = new Question("answers-text", "string", "the code's");
  private static final Question SHARED = new Question("answers-shared", "boolean", false);

  @BeforeAll
  static void define() {
    Flags.create("answers-whole", "INTEGER", "-2147483648");
    Flags.create("answers-number", "NUMBER", "3");
    Flags.changeRules(
        Flags.create("answers-text", "STRING", "\"default\""),
        """
        [{"key": "germans", "force": {
          "condition": "country == \\"DE\\" && age >= 18", "value": "größer"}}]
        """);
    Flags.changeRules(
        Flags.create("answers-shared", "BOOLEAN", "false"),
        """
        [{"key": "everybody", "rollout": {"share": 1, "value": true}}]
        """);
    Flags.archive(Flags.create("answers-archived", "BOOLEAN", "true"));
  }

  @ParameterizedTest
  @EnumSource
  void aFlagWithoutRulesIsStaticAndAsksForNobody(ClientKind kind) {
    assertThat(known(kind, WHOLE, NOBODY))
        .isIn(plain(-2147483648.0, "STATIC"), plain(-2147483648.0, "CACHED"));
    assertThat(known(kind, NUMBER, NOBODY)).isIn(plain(3.0, "STATIC"), plain(3.0, "CACHED"));
  }

  @ParameterizedTest
  @EnumSource
  void attributesAreUnderstood(ClientKind kind) {
    var adult = Map.of("country", "DE", "age", 18, "targetingKey", "größer 👋");
    var forced = known(kind, TEXT, adult);
    assertThat(forced.value()).isEqualTo(TextNode.valueOf("größer"));
    assertThat(forced.variant()).isEqualTo("germans");
    assertThat(forced.reason()).isEqualTo("TARGETING_MATCH");
    assertThat(forced.metadata().path("rule").asText()).isEqualTo("FORCE");
    assertThat(forced.metadata().path("flagRule").asText()).isEqualTo("germans");
    assertThat(known(kind, TEXT, Map.of("country", "DE", "age", 17.5)).reason())
        .isEqualTo("DEFAULT");
    assertThat(known(kind, TEXT, Map.of("country", "DE", "age", 18)).variant())
        .as("without a targeting key, which it does not go by")
        .isEqualTo("germans");
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownFlagGivesTheCodesDefault(ClientKind kind) {
    var client = Clients.of(kind);
    known(kind, WHOLE, ANN);
    for (var key : List.of("answers-nowhere", "answers-archived", "größer-👋")) {
      var answer = client.evaluate(new Question(key, "boolean", true), ANN);
      assertThat(answer.error()).as(key).isEqualTo("FLAG_NOT_FOUND");
      assertThat(answer.reason()).as(key).isEqualTo("ERROR");
      assertThat(answer.value()).as(key).isEqualTo(BooleanNode.TRUE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherTypeGivesTheCodesDefault(ClientKind kind) {
    var client = Clients.of(kind);
    known(kind, TEXT, ANN);
    var wrong = client.evaluate(new Question(TEXT.key(), "boolean", true), ANN);
    assertThat(wrong.error()).isEqualTo("TYPE_MISMATCH");
    assertThat(wrong.reason()).isEqualTo("ERROR");
    assertThat(wrong.value()).isEqualTo(BooleanNode.TRUE);
  }

  /** But Java's OFREP provider, which takes any value for an object. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JAVA_OFREP")
  void aTextIsNoObject(ClientKind kind) {
    known(kind, TEXT, ANN);
    var asked = new Question(TEXT.key(), "object", Map.of("a", 1.0));
    var answer = Clients.of(kind).evaluate(asked, ANN);
    assertThat(answer.error()).isEqualTo("TYPE_MISMATCH");
    assertThat(answer.value())
        .isEqualTo(JsonNodeFactory.instance.objectNode().set("a", DoubleNode.valueOf(1)));
  }

  /** Protocols and clients have different words for it; none invents a value. */
  @ParameterizedTest
  @EnumSource
  void aMissingTargetingKeyGivesTheCodesDefault(ClientKind kind) {
    assertThat(known(kind, SHARED, ANN).value()).isEqualTo(BooleanNode.TRUE);
    var answer = Clients.of(kind).evaluate(SHARED, Map.of("country", "DE"));
    assertThat(answer.error())
        .isEqualTo(
            switch (kind) {
              case JAVA_FLAGD, NODE_FLAGD -> "GENERAL";
              case JAVA_OFREP -> "INVALID_CONTEXT";
              case NODE_OFREP, WEB_OFREP -> "TARGETING_KEY_MISSING";
            });
    assertThat(answer.reason()).isEqualTo("ERROR");
    assertThat(answer.value()).isEqualTo(BooleanNode.FALSE);
  }

  @ParameterizedTest
  @EnumSource(names = {"JAVA_OFREP", "NODE_OFREP"})
  void aTokenThatMayNotEvaluateGivesTheCodesDefault(ClientKind kind) {
    var analyst = Stack.get().token("ann", Set.of("analyst"), Duration.ofMinutes(10));
    for (var token : List.of(analyst, "not-a-token")) {
      try (var client = ClientProcess.start(kind, Stack.get().assignment(), token)) {
        var answer = client.evaluate(WHOLE, ANN);
        assertThat(answer.error()).isEqualTo("GENERAL");
        assertThat(answer.value()).isEqualTo(DoubleNode.valueOf(7));
      }
    }
  }

  private static Answer plain(double value, String reason) {
    var metadata = JsonNodeFactory.instance.objectNode().put("rule", "DEFAULT");
    return new Answer(DoubleNode.valueOf(value), "default", reason, "", metadata);
  }

  /** The answer once the definitions have come to the service, and to the client. */
  private static Answer known(ClientKind kind, Question question, Map<String, ?> context) {
    return await(question.key() + " is known")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> Clients.of(kind).evaluate(question, context), answer -> answer.error().isEmpty());
  }
}
