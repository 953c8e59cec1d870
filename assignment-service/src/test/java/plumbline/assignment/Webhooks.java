package plumbline.assignment;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import plumbline.localstack.Ports;

/** A service that tells webhooks, which a test listens at. */
public final class Webhooks implements QuarkusTestProfile {
  static final String SECRET = "test-secret-of-enough-bytes";
  // Base64 of the bytes 0 to 23.
  static final String BASE64_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

  private static final String PREFIX = "plumbline.notification.";

  @Override
  public Map<String, String> getConfigOverrides() {
    var port = Ports.free();
    var latePort = Ports.free();
    return Map.ofEntries(
        Map.entry("test.webhook.port", String.valueOf(port)),
        Map.entry("test.webhook.late-port", String.valueOf(latePort)),
        Map.entry(PREFIX + "webhooks.all.url", "http://127.0.0.1:" + port + "/all"),
        Map.entry(PREFIX + "webhooks.all.secret", SECRET),
        Map.entry(PREFIX + "webhooks.some.url", "http://127.0.0.1:" + port + "/some"),
        Map.entry(PREFIX + "webhooks.some.secret", BASE64_SECRET),
        Map.entry(PREFIX + "webhooks.some.events", "halted,started"),
        Map.entry(PREFIX + "webhooks.chat.url", "http://127.0.0.1:" + port + "/chat"),
        Map.entry(PREFIX + "webhooks.chat.format", "slack"),
        Map.entry(PREFIX + "webhooks.late.url", "http://127.0.0.1:" + latePort + "/late"),
        Map.entry(PREFIX + "webhooks.late.secret", SECRET),
        Map.entry(PREFIX + "allowed-addresses", "127.0.0.1"),
        Map.entry(PREFIX + "dashboard-url", "https://plumbline.example.com"),
        Map.entry(PREFIX + "timeout", "2s"),
        Map.entry(PREFIX + "max-attempts", "100000"),
        Map.entry(PREFIX + "min-backoff", "20ms"),
        Map.entry(PREFIX + "max-backoff", "200ms"),
        Map.entry(PREFIX + "poll-interval", "50ms"));
  }
}
