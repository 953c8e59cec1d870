package plumbline.assignment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import plumbline.localstack.WebhookReceiver.Received;

/** Verifies messages as a receiver does, in its own words. */
final class Signatures {
  private Signatures() {}

  static void assertSigned(Received message, byte[] secret) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    var timestamp = message.header("webhook-timestamp");
    mac.update((message.id() + "." + timestamp + ".").getBytes(UTF_8));
    var digest = mac.doFinal(message.body().getBytes(UTF_8));
    assertThat(message.header("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(digest));
    assertThat(message.header("content-type")).isEqualTo("application/json");
    assertThat(Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()))
        .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(5));
  }
}
