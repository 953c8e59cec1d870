package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.assignment.FlagdVersion.Resolved;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.flagd.v1.ResolveAllRequest;
import plumbline.proto.flagd.v1.ServiceGrpc;
import plumbline.proto.tracking.v1.Event;

/** Flags that an experiment drives: what is answered, and which answers expose. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagExposureTest {
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
  void oneFlagAskedForByAnyProtocolExposes() {
    var driven = driven(valid(), Definitions.valid());
    var variant = Hash.of("été 😀:" + driven.experiment) < 5000 ? "control" : "one-page";
    var metadata =
        Map.of(
            "rule", text("VARIANT"),
            "flagRule", text(driven.experiment),
            "experiment", text(driven.experiment),
            "unitType", text("user"),
            "exposes", bool(true),
            "exposed", bool(true));
    assertThat(FlagdVersion.V1.resolve("String", driven.flag, user("été 😀")))
        .isEqualTo(new Resolved("payload of " + variant, "SPLIT", variant, metadata));
    FlagdVersion.V2.resolve("String", driven.flag, user("two"));
    var reply = Ofrep.one(driven.flag, user("three")).jsonPath();
    assertThat(reply.getString("reason")).isEqualTo("SPLIT");
    assertThat(reply.getBoolean("metadata.exposed")).isTrue();
    assertThat(reply.getString("metadata.experiment")).isEqualTo(driven.experiment);
    await().atMost(20, SECONDS).until(() -> units(driven).size() == 3);
    assertThat(units(driven)).isEqualTo(Set.of("été 😀", "two", "three"));
    assertThat(events(driven))
        .filteredOn(event -> event.getUnitsMap().containsValue("été 😀"))
        .allSatisfy(event -> assertThat(event.getExposure().getVariant()).isEqualTo(variant));
  }

  @Test
  void askingForAllOrForAnotherTypeExposesNobody() {
    var driven = driven(valid(), Definitions.valid());
    var bulk =
        ServiceGrpc.newBlockingStub(Calls.channel())
            .withCallCredentials(Calls.bearer(Tokens.client()))
            .resolveAll(ResolveAllRequest.newBuilder().setContext(user("bulk")).build())
            .getFlagsOrThrow(driven.flag);
    assertThat(bulk.getMetadata().getFieldsOrThrow("exposed")).isEqualTo(bool(false));
    assertThat(bulk.getMetadata().getFieldsOrThrow("exposes")).isEqualTo(bool(true));
    var page = Ofrep.all(user("page")).jsonPath();
    assertThat(page.getMap("flags.find { it.key == '" + driven.flag + "' }.metadata"))
        .containsEntry("exposed", false)
        .containsEntry("exposes", true);
    Refusals.refused(
        Status.Code.INVALID_ARGUMENT,
        () -> FlagdVersion.V2.resolve("Int", driven.flag, user("typed")));
    exposesThenOnly(driven, "seen");
  }

  @Test
  void anOverrideIsNoExposure() {
    var driven =
        driven(
            valid(),
            Definitions.valid()
                .addOverrides(
                    ForcedOverride.newBuilder().setUnit("tester").setVariant("one-page")));
    var forced = FlagdVersion.V2.resolve("String", driven.flag, user("tester"));
    assertThat(forced.reason()).isEqualTo("TARGETING_MATCH");
    assertThat(forced.variant()).isEqualTo("one-page");
    says(forced, "OVERRIDE", false, false);
    exposesThenOnly(driven, "seen");
  }

  @Test
  void aFlagMayLeaveExposingToTheCode() {
    var quiet = driven(valid().setExposureOff(true), Definitions.valid());
    says(FlagdVersion.V2.resolve("String", quiet.flag, user("u1")), "VARIANT", true, false);
    assertThat(Ofrep.one(quiet.flag, user("u2")).jsonPath().getBoolean("metadata.exposed"))
        .isFalse();
    var loud = driven(valid(), Definitions.valid());
    exposesThenOnly(loud, "u1");
    assertThat(events(quiet)).isEmpty();
  }

  @Test
  void aHaltIsControlForEverybodyAndExposesNobody() {
    var driven = driven(valid(), Definitions.valid());
    Flow.halt(driven.experiment);
    for (var i = 0; i < 20; i++) {
      var answer = FlagdVersion.V1.resolve("String", driven.flag, user("u" + i));
      assertThat(answer.reason()).isEqualTo("DISABLED");
      assertThat(answer.value()).isEqualTo("payload of control");
      says(answer, "HALTED", false, false);
    }
    exposesThenOnly(driven(valid(), Definitions.valid()), "u1");
    assertThat(events(driven)).isEmpty();
  }

  private static void says(Resolved answer, String rule, boolean exposes, boolean exposed) {
    assertThat(answer.metadata())
        .containsEntry("rule", text(rule))
        .containsEntry("exposes", bool(exposes))
        .containsEntry("exposed", bool(exposed));
  }

  /** What is recorded is sent in order: once this one is there, nothing else was recorded. */
  private void exposesThenOnly(Driven driven, String unit) {
    FlagdVersion.V2.resolve("String", driven.flag, user(unit));
    await().atMost(20, SECONDS).until(() -> !events(driven).isEmpty());
    assertThat(units(driven)).containsExactly(unit);
  }

  private static Driven driven(
      FlagDefinition.Builder flag, ExperimentDefinition.Builder experiment) {
    var key = made(flag);
    return new Driven(key, Flow.running("driving", experiment.setFlag(key).build()));
  }

  private Set<String> units(Driven driven) {
    var units = new TreeSet<String>();
    events(driven).forEach(event -> units.addAll(event.getUnitsMap().values()));
    return units;
  }

  private List<Event> events(Driven driven) {
    return tracking().batches().stream()
        .flatMap(batch -> batch.getEventsList().stream())
        .filter(event -> event.getExposure().getExperiment().equals(driven.experiment))
        .toList();
  }

  private RecordingTracking tracking() {
    return Objects.requireNonNull(tracking);
  }

  private record Driven(String flag, String experiment) {}
}
