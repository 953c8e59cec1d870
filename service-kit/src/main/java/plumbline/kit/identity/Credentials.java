package plumbline.kit.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.limit.CallRate;
import plumbline.kit.limit.CallRates;

/**
 * Turns a credential into a caller. A signature is verified once (it costs four times an empty
 * call); after that the credential is found in a bounded cache until it expires. An SDK key is
 * looked up each time, so that it is refused the moment it is known to be revoked.
 */
@ApplicationScoped
public class Credentials {
  static final String BEARER = "Bearer ";
  private static final Principal ANONYMOUS = new Principal("anonymous", Set.of(Role.CLIENT));

  private final JWTParser parser;
  private final SdkKeys sdkKeys;
  private final CallRates rates;
  private final boolean anonymousClient;
  private final Caller anonymous;
  private final Clock clock;
  private final Cache<String, Verified> verified;

  @Inject
  public Credentials(
      JWTParser parser, SdkKeys sdkKeys, CallRates rates, IdentityConfig config, Clock clock) {
    this.parser = parser;
    this.sdkKeys = sdkKeys;
    this.rates = rates;
    this.anonymousClient = config.anonymousClient();
    this.anonymous = new Caller(ANONYMOUS, rates.of(ANONYMOUS.name(), 0));
    this.clock = clock;
    this.verified = Caffeine.newBuilder().maximumSize(config.rememberedCredentials()).build();
  }

  /**
   * Who calls.
   *
   * @param authorization the {@code authorization} header, if there is one
   * @param loopback whether the caller is on this machine
   * @throws Failure.Unauthenticated if there is no valid credential
   */
  Caller authenticate(@Nullable String authorization, boolean loopback) {
    if (authorization == null) {
      if (anonymousClient && loopback) {
        return anonymous;
      }
      throw new Failure.Unauthenticated("no credential: send 'authorization: Bearer <token>'");
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new Failure.Unauthenticated("the credential must be 'Bearer <token>'");
    }
    return caller(authorization.substring(BEARER.length()).strip());
  }

  /**
   * Whose token it is.
   *
   * @throws Failure.Unauthenticated if it is not valid, or no longer
   */
  public Principal bearer(String token) {
    return caller(token).principal();
  }

  private Caller caller(String token) {
    if (SdkKeys.isSecret(token)) {
      return sdkKeys.caller(token);
    }
    var known = verified.getIfPresent(token);
    if (known == null) {
      known = verify(token);
      verified.put(token, known);
    }
    if (!clock.instant().isBefore(known.expires)) {
      verified.invalidate(token);
      throw new Failure.Unauthenticated("the token has expired");
    }
    return known.caller;
  }

  private Verified verify(String token) {
    JsonWebToken jwt;
    try {
      jwt = parser.parse(token);
    } catch (ParseException e) {
      throw new Failure.Unauthenticated("the token is not valid");
    }
    var roles = EnumSet.noneOf(Role.class);
    jwt.getGroups().forEach(group -> Role.parse(group).ifPresent(roles::add));
    if (jwt.getSubject() == null || jwt.getSubject().isBlank()) {
      throw new Failure.Unauthenticated("the token has no subject");
    }
    return new Verified(
        caller(jwt.getSubject(), roles), Instant.ofEpochSecond(jwt.getExpirationTime()));
  }

  private Caller caller(String subject, Set<Role> roles) {
    // What services ask of each other keeps the whole going.
    var rate = roles.contains(Role.SERVICE) ? CallRate.UNLIMITED : rates.of(subject, 0);
    return new Caller(new Principal(subject, roles), rate);
  }

  private record Verified(Caller caller, Instant expires) {}
}
