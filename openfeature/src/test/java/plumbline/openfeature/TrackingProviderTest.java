package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationOptions;
import dev.openfeature.sdk.ImmutableMetadata;
import dev.openfeature.sdk.MutableContext;
import dev.openfeature.sdk.MutableTrackingEventDetails;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.ProviderState;
import dev.openfeature.sdk.exceptions.FatalError;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wrapped provider, as the SDK and its clients see it. */
class TrackingProviderTest {
  private final OpenFeatureAPI api = new OpenFeatureAPI() {};
  private Receiver receiver;
  private Plumbline plumbline;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    plumbline =
        Plumbline.to(receiver.address())
            .linger(Duration.ofHours(1))
            .flushTimeout(Duration.ofSeconds(30))
            .build();
  }

  @AfterEach
  void stop() {
    api.shutdown();
    plumbline.close();
    receiver.close();
  }

  @Test
  void evaluationsAreTheWrappedProviders() {
    var client = register(new InMemoryProvider(Map.of("colour", flag("blue"))));
    var details = client.getStringDetails("colour", "none");
    assertThat(details.getValue()).isEqualTo("blue");
    assertThat(details.getVariant()).isEqualTo("it");
    assertThat(details.getFlagMetadata().getString("experiment")).isEqualTo("colours");
    assertThat(client.getStringDetails("no-such-flag", "none").getErrorCode())
        .isEqualTo(ErrorCode.FLAG_NOT_FOUND);
    assertThat(api.getProviderMetadata().getName()).isEqualTo("InMemoryProvider");
  }

  @Test
  void whatIsTrackedIsSent() {
    var client = register(new InMemoryProvider(Map.of()));
    client.setEvaluationContext(new MutableContext("anna"));
    client.track("bought", new MutableTrackingEventDetails(3));
    client.track("looked");
    assertThat(plumbline.flush()).isTrue();
    assertThat(receiver.names()).containsExactly(List.of("bought", "looked"));
    assertThat(receiver.batches().get(0).get(0).get("valueMicros").getAsString())
        .isEqualTo("3000000");
  }

  @Test
  void theHookExposes() {
    var client = register(new InMemoryProvider(Map.of("colour", flag("blue"))));
    var context = new MutableContext("anna");
    client.getStringValue("colour", "none", context);
    assertThat(plumbline.stats().queued()).as("not by itself").isZero();
    var options = FlagEvaluationOptions.builder().hook(plumbline.exposureHook()).build();
    assertThat(client.getStringValue("colour", "none", context, options)).isEqualTo("blue");
    assertThat(plumbline.flush()).isTrue();
    assertThat(receiver.batches().get(0).get(0).getAsJsonObject("exposure").get("variant"))
        .hasToString("\"it\"");
    var nobody = client.getStringDetails("colour", "none", new MutableContext(), options);
    assertThat(nobody.getErrorCode()).as("an evaluation never fails because of it").isNull();
    assertThat(plumbline.stats()).isEqualTo(new Stats(0, 1, 1, 0));
  }

  @Test
  void eventsAndStatesAreTheWrappedProviders() {
    var wrapped = new InMemoryProvider(Map.of());
    var client = register(wrapped);
    var told = new CopyOnWriteArrayList<String>();
    client.onProviderConfigurationChanged(it -> told.add("changed " + it.getFlagsChanged()));
    client.onProviderStale(it -> told.add("stale " + it.getMessage()));
    client.onProviderError(it -> told.add("error"));
    assertThat(client.getProviderState()).isEqualTo(ProviderState.READY);

    wrapped.emitProviderConfigurationChanged(
        ProviderEventDetails.builder().flagsChanged(List.of("colour")).build());
    await().until(() -> told.contains("changed [colour]"));

    wrapped.emitProviderStale(ProviderEventDetails.builder().message("cut off").build());
    await().until(() -> client.getProviderState() == ProviderState.STALE);
    await().until(() -> told.contains("stale cut off"));

    wrapped.emitProviderError(
        ProviderEventDetails.builder().errorCode(ErrorCode.PROVIDER_FATAL).build());
    await().until(() -> client.getProviderState() == ProviderState.FATAL);

    wrapped.emitProviderReady(ProviderEventDetails.builder().build());
    await().until(() -> client.getProviderState() == ProviderState.READY);
    assertThat(told).containsExactlyInAnyOrder("changed [colour]", "stale cut off", "error");
  }

  @Test
  void theLastStateWinsHoweverFastTheyFollow() {
    var wrapped = new InMemoryProvider(Map.of());
    var client = register(wrapped);
    var details = ProviderEventDetails.builder().build();
    for (var i = 0; i < 200; i++) {
      wrapped.emit(ProviderEvent.PROVIDER_STALE, details).await();
      wrapped.emit(ProviderEvent.PROVIDER_READY, details).await();
      wrapped.emit(ProviderEvent.PROVIDER_ERROR, details).await();
    }
    await()
        .during(Duration.ofMillis(300))
        .until(() -> client.getProviderState() == ProviderState.ERROR);
  }

  @Test
  void aStartThatFailsFailsAsItDoesUnwrapped() {
    var wrapped =
        new InMemoryProvider(Map.of()) {
          @Override
          public void initialize(dev.openfeature.sdk.EvaluationContext context) {
            throw new FatalError("no such address");
          }
        };
    assertThatThrownBy(() -> register(wrapped))
        .isInstanceOf(FatalError.class)
        .hasMessage("no such address");
    assertThat(api.getClient().getProviderState()).isEqualTo(ProviderState.FATAL);
    wrapped.emitProviderReady(ProviderEventDetails.builder().build());
    await().until(() -> api.getClient().getProviderState() == ProviderState.READY);
  }

  @Test
  void theEndOfTheSdkSendsWhatIsQueued() {
    var shutDown = new CopyOnWriteArrayList<String>();
    var client =
        register(
            new InMemoryProvider(Map.of()) {
              @Override
              public void shutdown() {
                shutDown.add("once");
                super.shutdown();
              }
            });
    client.track("last", new MutableContext("anna"));
    api.shutdown();
    await().until(() -> plumbline.stats().equals(new Stats(0, 1, 0, 0)));
    await().untilAsserted(() -> assertThat(shutDown).containsExactly("once"));
    plumbline.track("another provider's", new MutableContext("anna"), null);
    assertThat(plumbline.flush()).as("it is open for others").isTrue();
  }

  private Client register(InMemoryProvider wrapped) {
    api.setProviderAndWait(plumbline.provider(wrapped));
    return api.getClient();
  }

  private static Flag<String> flag(String value) {
    return Flag.<String>builder()
        .variant("it", value)
        .defaultVariant("it")
        .flagMetadata(
            ImmutableMetadata.builder()
                .addString("experiment", "colours")
                .addString("unitType", "user")
                .addBoolean("exposes", true)
                .addBoolean("exposed", false)
                .build())
        .build();
  }
}
