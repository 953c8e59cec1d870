package plumbline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.kit.failure.Failure;
import plumbline.kit.limit.CallRates;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;

class SdkKeysTest {
  private static final String NEW = "plk_shop_new";
  private static final String OLD = "plk_shop_old";

  private final MovableClock clock = new MovableClock();
  private final SdkKeys keys = new SdkKeys(new CallRates(0), clock);

  @Test
  void aKeyIsAClientOfItsName() {
    keys.replace(List.of(credential(SdkKey.newBuilder())));
    assertThat(keys.caller(NEW).principal().name()).isEqualTo("sdk:shop");
    assertThat(keys.caller(NEW).principal().roles()).containsExactly(Role.CLIENT);
    assertThat(keys.caller(NEW).rate().isLimited()).isFalse();
  }

  @Test
  void whatIsNotTheWholeSecretIsRefused() {
    keys.replace(List.of(credential(SdkKey.newBuilder())));
    for (var wrong : List.of("plk_", NEW + "x", "plk_shop_ne", "plk_other_new", OLD)) {
      refused(wrong, "is not valid");
    }
    refused("plk_" + "x".repeat(1_000_000), "is not valid");
  }

  @Test
  void whatIsNoLongerAmongThemIsRefused() {
    keys.replace(List.of(credential(SdkKey.newBuilder())));
    keys.replace(List.of());
    refused(NEW, "is not valid");
  }

  @Test
  void aRevokedKeyIsRefusedWithAllItsSecrets() {
    var later = at(Duration.ofHours(1));
    var key = SdkKey.newBuilder().setPreviousExpireTime(later).setRevokeTime(at(Duration.ZERO));
    keys.replace(List.of(withPrevious(key)));
    refused(NEW, "'shop' was revoked");
    refused(OLD, "'shop' was revoked");
  }

  @Test
  void aKeyEndsTheMomentItExpires() {
    keys.replace(List.of(credential(SdkKey.newBuilder().setExpireTime(at(Duration.ofHours(1))))));
    clock.move(Duration.ofHours(1).minusMillis(1));
    assertThat(keys.caller(NEW)).isNotNull();
    clock.move(Duration.ofMillis(1));
    refused(NEW, "'shop' has expired");
  }

  @Test
  void theSecretBeforeEndsWithTheGraceAndNeverAfterTheKey() {
    var key = SdkKey.newBuilder().setPreviousExpireTime(at(Duration.ofHours(1)));
    keys.replace(List.of(withPrevious(key)));
    assertThat(keys.caller(OLD).rate()).isSameAs(keys.caller(NEW).rate());
    clock.move(Duration.ofHours(1));
    refused(OLD, "another secret by now");
    assertThat(keys.caller(NEW)).isNotNull();
    var shorter =
        SdkKey.newBuilder()
            .setPreviousExpireTime(at(Duration.ofHours(9)))
            .setExpireTime(at(Duration.ofHours(2)));
    keys.replace(List.of(withPrevious(shorter)));
    clock.move(Duration.ofHours(2));
    refused(OLD, "has expired");
  }

  @Test
  void whatWasUsedOfAKeysRateStaysUsedWhenAnotherKeyChanges() {
    var limited = credential(SdkKey.newBuilder().setCallsPerSecond(3));
    keys.replace(List.of(limited));
    var rate = keys.caller(NEW).rate();
    keys.replace(List.of(limited));
    assertThat(keys.caller(NEW).rate()).isSameAs(rate);
  }

  private Timestamp at(Duration from) {
    Instant time = clock.instant().plus(from);
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  private static SdkKeyCredential credential(SdkKey.Builder key) {
    return SdkKeyCredential.newBuilder().setKey(key.setId("shop")).setDigest(digest(NEW)).build();
  }

  private static SdkKeyCredential withPrevious(SdkKey.Builder key) {
    return credential(key).toBuilder().setPreviousDigest(digest(OLD)).build();
  }

  private static ByteString digest(String secret) {
    return ByteString.copyFrom(SdkKeys.digest(secret));
  }

  private void refused(String secret, String words) {
    assertThatThrownBy(() -> keys.caller(secret))
        .isInstanceOf(Failure.Unauthenticated.class)
        .hasMessageContaining(words);
  }
}
