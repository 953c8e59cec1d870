package plumbline.assignment.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbline.kit.notification.Endpoint;
import plumbline.kit.notification.Endpoints;
import plumbline.kit.notification.Format;
import plumbline.kit.notification.NotificationConfig;
import plumbline.kit.notification.Secret;

class EndpointsTest {
  private static final String PREFIX = "plumbline.notification.";
  private static final String SECRET = "a-secret-of-enough-bytes";

  @Test
  void nobodyIsToldByDefault() {
    assertThat(read(Map.of()).all()).isEmpty();
    assertThat(read(Map.of()).link("checkout")).isEmpty();
  }

  @Test
  void aWebhookIsReadAsItIsMeant() {
    var endpoint =
        read(hook("url", "https://example.com/hook?x=1", "events", "halted, decided"))
            .all()
            .getFirst();
    assertThat(endpoint.name()).isEqualTo("ops");
    assertThat(endpoint.url()).hasToString("https://example.com/hook?x=1");
    assertThat(endpoint.format()).isEqualTo(Format.JSON);
    assertThat(endpoint.secret()).isPresent();
    assertThat(endpoint.events()).containsExactlyInAnyOrder(Event.HALTED, Event.DECIDED);
    assertThat(read(hook()).all().getFirst().events()).containsExactly(Event.values());
  }

  @Test
  void everythingMayComeFromTheEnvironment() {
    var environment =
        Map.of(
            "PLUMBLINE_NOTIFICATION_WEBHOOKS_OPS_URL", "https://example.com/ops",
            "PLUMBLINE_NOTIFICATION_WEBHOOKS_OPS_SECRET", SECRET,
            "PLUMBLINE_NOTIFICATION_WEBHOOKS_OPS_EVENTS", "halted",
            "PLUMBLINE_NOTIFICATION_WEBHOOKS_TEAM_URL", "https://example.com/team",
            "PLUMBLINE_NOTIFICATION_WEBHOOKS_TEAM_FORMAT", "slack",
            "PLUMBLINE_NOTIFICATION_DASHBOARD_URL", "https://plumbline.example.com/");
    var endpoints = endpoints(config(new EnvConfigSource(environment, 300)));
    assertThat(endpoints.all()).extracting(Endpoint::name).containsExactlyInAnyOrder("ops", "team");
    assertThat(endpoints.all()).filteredOn(it -> it.format() == Format.SLACK).hasSize(1);
    assertThat(endpoints.link("checkout"))
        .contains("https://plumbline.example.com/experiments/checkout");
  }

  @Test
  void aSecretMayBeInAFile(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    var endpoint =
        read(hook("secret", "", "secret-file", file.toString())).all().getFirst().secret();
    var at = java.time.Instant.EPOCH;
    assertThat(endpoint.orElseThrow().sign("id", at, "body"))
        .isEqualTo(Secret.parse(SECRET).orElseThrow().sign("id", at, "body"));
    refused(hook("secret", "", "secret-file", "/not/there"), "webhooks.ops.secret-file must name");
    refused(hook("secret-file", file.toString()), "secret-file are both set");
    refused(
        hook("secret", "", "secret-file", Files.writeString(file, "short").toString()),
        "webhooks.ops.secret-file must hold at least 16 bytes");
  }

  @Test
  void aSecretIsNeededUnlessItIsForSlack() {
    refused(hook("secret", ""), "webhooks.ops.secret or its secret-file must be set");
    refused(hook("secret", "too-short-by-on"), "webhooks.ops.secret must hold at least 16 bytes");
    refused(hook("format", "slack", "secret", "short"), "at least 16 bytes");
    assertThat(read(hook("format", "slack", "secret", "")).all().getFirst().secret()).isEmpty();
  }

  @Test
  void onlyHttpsLeavesTheMachineUnlessAllowed() {
    for (var loopback :
        new String[] {"http://localhost:1", "http://127.0.0.1/x", "http://[::1]:8080/"}) {
      assertThat(read(hook("url", loopback)).all()).hasSize(1);
    }
    for (var plain :
        new String[] {"http://example.com", "http://127.0.0.1.example.com", "HTTP://10.0.0.1"}) {
      refused(hook("url", plain), "webhooks.ops.url must begin with https://");
      var allowed = new HashMap<>(hook("url", plain));
      allowed.put(PREFIX + "allow-http", "true");
      assertThat(read(allowed).all()).hasSize(1);
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (var url :
        new String[] {
          "",
          "example.com",
          "ftp://example.com",
          "https://",
          "https://a b",
          "https://user:pass@example.com",
          "file:///etc/passwd",
          "//example.com"
        }) {
      refused(hook("url", url), "webhooks.ops.url must be an address");
    }
    refused(Map.of(PREFIX + "dashboard-url", "plumbline"), "dashboard-url must be an address");
  }

  @Test
  void eventsAndFormatsAreKnownOnes() {
    refused(hook("events", "halted,exploded"), "'exploded'");
    refused(hook("events", "halted,halted"), "webhooks.ops.events holds 'halted' twice");
    refused(hook("format", "xml"), "webhooks.ops.format must be json or slack");
  }

  @Test
  void nobodyIsToldTwice() {
    var twice = new HashMap<>(hook());
    hook().forEach((key, value) -> twice.put(key.replace(".ops.", ".again."), value));
    refused(twice, "url is another webhook's");
  }

  @Test
  void numbersAreSensible() {
    refused(Map.of(PREFIX + "timeout", "0s"), "timeout must be at least");
    refused(Map.of(PREFIX + "min-backoff", "2h"), "max-backoff must be at least min-backoff");
    refused(Map.of(PREFIX + "max-attempts", "0"), "max-attempts must be at least 1");
    refused(Map.of(PREFIX + "poll-interval", "-1s"), "poll-interval must be at least");
    refused(Map.of(PREFIX + "keep", "0s"), "keep must be at least");
  }

  @Test
  void everyMistakeIsToldAtOnceAndNoSecretIs() {
    var wrong =
        hook("url", "http://hooks.example.com/T000/B000/path", "secret", "hush", "format", "?");
    assertThatIllegalStateException()
        .isThrownBy(() -> read(wrong))
        .withMessageContaining("ops.url")
        .withMessageContaining("ops.secret")
        .withMessageContaining("ops.format")
        .withMessageContaining("docs/operations.md")
        .satisfies(refusal ->
            assertThat(refusal.getMessage()).doesNotContain("hush").doesNotContain("T000"));
  }

  /** A webhook that is well, with some settings replaced; none if it is empty. */
  private static Map<String, String> hook(String... replaced) {
    var settings = new HashMap<String, String>();
    settings.put(PREFIX + "webhooks.ops.url", "https://example.com/hook");
    settings.put(PREFIX + "webhooks.ops.secret", SECRET);
    for (var i = 0; i < replaced.length; i += 2) {
      settings.put(PREFIX + "webhooks.ops." + replaced[i], replaced[i + 1]);
    }
    return settings;
  }

  private static void refused(Map<String, String> settings, String... words) {
    assertThatIllegalStateException()
        .isThrownBy(() -> read(settings))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
  }

  private static Endpoints read(Map<String, String> settings) {
    return endpoints(config(settings));
  }

  static Endpoints endpoints(NotificationConfig config) {
    return new Endpoints(config, List.of(Event.values()));
  }

  static NotificationConfig config(Map<String, String> settings) {
    return config(new PropertiesConfigSource(settings, "test", 100));
  }

  /** As the service itself reads it. */
  private static NotificationConfig config(ConfigSource source) {
    return new SmallRyeConfigBuilder()
        .withMapping(NotificationConfig.class)
        .withConverters(new Converter<?>[] {new DurationConverter()})
        .withSources(source)
        .build()
        .getConfigMapping(NotificationConfig.class);
  }
}
