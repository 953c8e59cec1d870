package plumbline.kit.identity;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.limit.CallRates;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/**
 * The SDK keys by which this replica knows callers: one immutable map by digest, replaced as a
 * whole, so that nothing of a revoked key is left in a cache. A service that is told of none knows
 * none.
 */
@ApplicationScoped
public class SdkKeys {
  /** What every secret begins with, and no other credential. */
  public static final String PREFIX = "plk_";

  /** Longer than any secret: what is longer is not hashed. */
  private static final int MOST_LETTERS = 128;

  /** Making one costs as much as using it. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(SdkKeys::sha256);

  private static final Set<Role> ROLES = Set.of(Role.CLIENT);

  private final CallRates rates;
  private final Clock clock;
  private volatile Map<ByteString, Known> known = Map.of();

  @Inject
  public SdkKeys(CallRates rates, Clock clock) {
    this.rates = rates;
    this.clock = clock;
  }

  /** SHA-256 of a secret, by which it is known again. */
  public static byte[] digest(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on exactly these are known. */
  public void replace(Collection<SdkKeyCredential> keys) {
    Map<ByteString, Known> next = HashMap.newHashMap(2 * keys.size());
    for (var key : keys) {
      if (!key.getPreviousDigest().isEmpty()) {
        next.put(key.getPreviousDigest(), previous(key.getKey()));
      }
      next.put(key.getDigest(), current(key.getKey()));
    }
    known = next;
  }

  static boolean isSecret(String credential) {
    return credential.startsWith(PREFIX);
  }

  /**
   * Whose secret it is.
   *
   * @throws Failure.Unauthenticated if it is nobody's, or no longer
   */
  Caller caller(String secret) {
    var found = secret.length() > MOST_LETTERS ? null : find(secret);
    if (found == null) {
      throw new Failure.Unauthenticated("the SDK key is not valid");
    }
    if (found.revoked || !clock.instant().isBefore(found.ends)) {
      throw new Failure.Unauthenticated(found.ended);
    }
    return found.caller;
  }

  private @Nullable Known find(String secret) {
    return known.get(UnsafeByteOperations.unsafeWrap(digest(secret)));
  }

  private Known current(SdkKey key) {
    var ends = key.hasExpireTime() ? instant(key.getExpireTime()) : Instant.MAX;
    return known(key, ends, "has expired");
  }

  private Known previous(SdkKey key) {
    var current = current(key);
    var grace = instant(key.getPreviousExpireTime());
    return grace.isBefore(current.ends) ? known(key, grace, "has another secret by now") : current;
  }

  private Known known(SdkKey key, Instant ends, String afterwards) {
    var revoked = key.hasRevokeTime();
    var principal = new Principal("sdk:" + key.getId(), ROLES);
    return new Known(
        new Caller(principal, rates.of(principal.name(), key.getCallsPerSecond())),
        ends,
        revoked,
        "the SDK key '" + key.getId() + "' " + (revoked ? "was revoked" : afterwards));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /**
   * A secret that is known.
   *
   * @param ended what is said once it has ended
   */
  private record Known(Caller caller, Instant ends, boolean revoked, String ended) {}
}
