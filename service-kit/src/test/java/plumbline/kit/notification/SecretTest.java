package plumbline.kit.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330, 999_999_999);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";

  // The example that implementations of Standard Webhooks test themselves by.
  @Test
  void aSignatureIsAsTheSpecificationHasIt() {
    assertThat(sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  // Python 3.11: base64.b64encode(hmac.new(b"sixteen bytes ok", signed, "sha256").digest())
  @Test
  void aPlainSecretIsItsBytes() {
    assertThat(sign("sixteen bytes ok"))
        .isEqualTo("v1,klsX0YcLb33CXxTLzGaaP2iB269n7Ztzac6E4eVovTc=");
  }

  @Test
  void fewerThanSixteenBytesAreNoSecret() {
    assertThat(Secret.parse("fifteen bytes o")).isEmpty();
    assertThat(Secret.parse("whsec_Zmlm")).isEmpty();
    assertThat(Secret.parse("whsec_not base64 at all, whatever")).isEmpty();
    assertThat(Secret.parse("")).isEmpty();
    // 8 characters of 2 bytes.
    assertThat(Secret.parse("éééééééé")).isPresent();
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(Secret.parse("sixteen bytes ok").orElseThrow().toString()).doesNotContain("sixteen");
  }

  private static String sign(String secret) {
    return Secret.parse(secret).orElseThrow().sign(ID, AT, BODY);
  }
}
