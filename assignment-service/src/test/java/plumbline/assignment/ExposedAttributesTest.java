package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagContexts.with;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.text;

import com.google.protobuf.Value;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;

/** What an exposure says of the unit beside the variant: what the plan names. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExposedAttributesTest {
  private static final Map<String, AttributeValue> CARRIED =
      Map.of(
          "country", AttributeValue.newBuilder().setStringValue("DE").build(),
          "user_agent", AttributeValue.newBuilder().setStringValue("web").build(),
          "bot", AttributeValue.newBuilder().setBoolValue(false).build());

  @ConfigProperty(name = "plumbline.tracking.port")
  int port;

  private @Nullable RecordingTracking tracking;

  @BeforeEach
  void listen() {
    Tokens.writeServiceToken();
    tracking = RecordingTracking.start(port);
  }

  @AfterEach
  void close() {
    tracking().close();
  }

  @Test
  void anAssignmentCarriesWhatThePlanNames() {
    var key = running(Definitions.valid());
    expose(key);
    assertThat(exposure(key).getAttributesMap()).isEqualTo(CARRIED);
  }

  @Test
  void anEvaluationOfTheFlagDoesToo() {
    var flag = FlagDefinitions.made(FlagDefinitions.valid());
    var key = running(Definitions.valid().setFlag(flag));
    var context = with(with(user("u1"), "country", text("DE")), "user_agent", text("web"));
    FlagdVersion.V2.resolve("String", flag, with(with(context, "bot", bool(false)), "age", age()));
    assertThat(exposure(key).getAttributesMap()).isEqualTo(CARRIED);
  }

  @Test
  void aPlanThatNamesNothingKeepsEverythingOutOfTheEvents() {
    var key = Flow.running("bare", Definitions.valid().build());
    expose(key);
    assertThat(exposure(key).getAttributesMap()).isEmpty();
  }

  /** The parts that no submission takes yet come into the frozen definition by the back door. */
  private static String running(ExperimentDefinition.Builder definition) {
    var key = Definitions.newKey("carries");
    Flow.create(key, definition.build());
    Flow.submit(key);
    Flow.approve(key);
    Sql.execute(
        """
        UPDATE experiments SET definition = jsonb_set(definition, '{plan}', definition -> 'plan' ||
          '{"segments": ["country"], "exclusions": ["bot || user_agent.contains(''bot'')"]}')
        WHERE key = '%s'
        """
            .formatted(key));
    Flow.start(key);
    return key;
  }

  private static void expose(String key) {
    assignments(Tokens.client())
        .assign(
            AssignRequest.newBuilder()
                .setExperiment(key)
                .setUnit("u1")
                .setExpose(true)
                .putAttributes("country", text("DE"))
                .putAttributes("user_agent", text("web"))
                .putAttributes("bot", bool(false))
                .putAttributes("age", age())
                .build());
  }

  private Event exposure(String key) {
    await().atMost(20, SECONDS).until(() -> find(key) != null);
    return Objects.requireNonNull(find(key));
  }

  private @Nullable Event find(String key) {
    return tracking().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(event -> event.getExposure().getExperiment().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static Value age() {
    return Value.newBuilder().setNumberValue(21).build();
  }

  private RecordingTracking tracking() {
    return Objects.requireNonNull(tracking);
  }
}
