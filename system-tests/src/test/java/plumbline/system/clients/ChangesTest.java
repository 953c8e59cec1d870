package plumbline.system.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change reaches every client. Those that keep answers are told by the service's stream, and are
 * asked again only after they have said that the flag changed.
 */
@Tag("clients")
class ChangesTest {

  @ParameterizedTest
  @EnumSource
  void ofAFlagThatClientsKeep(ClientKind kind) {
    var flag = Flags.create("changes-" + kind.suffix(), "STRING", "\"before\"");
    Told.settle(kind);
    Told.awaitValue(kind, flag, "before");
    if (kind.isFlagd()) {
      assertThat(Told.ask(kind, flag).reason()).as("from the client's cache").isEqualTo("CACHED");
    }
    var changed = Flags.changeDefault(flag, "\"after\"");
    var after = Told.afterChange(kind, flag, has("after"));
    assertThat(after.value()).isEqualTo(TextNode.valueOf("after"));
    assertThat(after.reason()).as("not from the client's cache").isEqualTo("STATIC");
    Flags.archive(changed);
    Predicate<Answer> unknown = answer -> answer.error().equals("FLAG_NOT_FOUND");
    assertThat(Told.afterChange(kind, flag, unknown)).matches(unknown);
  }

  @ParameterizedTest
  @EnumSource
  void ofAnExperimentThatIsHalted(ClientKind kind) {
    var flag = Flags.create("halts-" + kind.suffix(), "STRING", "\"nobody\"");
    var experiment = "halt-test-" + kind.suffix();
    Flags.drive(
        flag,
        """
        [{"key": "trial", "experiment": {"experiment": "%s"}}]
        """
            .formatted(experiment),
        experiment,
        """
        [{"key": "old", "weight": 0.3, "control": true, "payload": "old"},
         {"key": "new", "weight": 0.7, "payload": "new"}]
        """);
    Told.settle(kind);
    assertThat(Told.awaitValue(kind, flag, "new").reason()).isEqualTo("SPLIT");
    Flags.halt(experiment);
    var halted = Told.afterChange(kind, flag, has("old"));
    assertThat(halted.value()).isEqualTo(TextNode.valueOf("old"));
    assertThat(halted.reason()).isEqualTo("DISABLED");
    assertThat(halted.variant()).isEqualTo("old");
    assertThat(halted.metadata().path("rule").asText()).isEqualTo("HALTED");
    assertThat(halted.metadata().path("exposes").asBoolean(true)).isFalse();
  }

  private static Predicate<Answer> has(String value) {
    return answer -> answer.value().asText().equals(value);
  }
}
