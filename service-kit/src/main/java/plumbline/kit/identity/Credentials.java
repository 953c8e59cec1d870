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

/**
 * Turns a credential into a principal. A signature is verified once (it costs four times an empty
 * call); after that the credential is found in a bounded cache until it expires.
 */
@ApplicationScoped
public class Credentials {
  static final String BEARER = "Bearer ";
  private static final Principal ANONYMOUS = new Principal("anonymous", Set.of(Role.CLIENT));

  private final JWTParser parser;
  private final boolean anonymousClient;
  private final Clock clock;
  private final Cache<String, Verified> verified;

  @Inject
  public Credentials(JWTParser parser, IdentityConfig config, Clock clock) {
    this.parser = parser;
    this.anonymousClient = config.anonymousClient();
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
  Principal authenticate(@Nullable String authorization, boolean loopback) {
    if (authorization == null) {
      if (anonymousClient && loopback) {
        return ANONYMOUS;
      }
      throw new Failure.Unauthenticated("no credential: send 'authorization: Bearer <token>'");
    }
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new Failure.Unauthenticated("the credential must be 'Bearer <token>'");
    }
    return bearer(authorization.substring(BEARER.length()).strip());
  }

  /**
   * Whose token it is.
   *
   * @throws Failure.Unauthenticated if it is not valid, or no longer
   */
  public Principal bearer(String token) {
    var known = verified.getIfPresent(token);
    if (known == null) {
      known = verify(token);
      verified.put(token, known);
    }
    if (!clock.instant().isBefore(known.expires)) {
      verified.invalidate(token);
      throw new Failure.Unauthenticated("the token has expired");
    }
    return known.principal;
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
        new Principal(jwt.getSubject(), roles), Instant.ofEpochSecond(jwt.getExpirationTime()));
  }

  private record Verified(Principal principal, Instant expires) {}
}
