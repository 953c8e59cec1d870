package plumbline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.build.Jwt;
import java.lang.reflect.Proxy;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import plumbline.kit.failure.Failure;
import plumbline.kit.limit.CallRates;

class CredentialsTest {
  private static final String ISSUER = "test-issuer";
  private static final KeyPair KEYS = generate();
  private static final KeyPair STRANGER = generate();

  private final AtomicInteger verifications = new AtomicInteger();
  private final CallRates rates = new CallRates(7);
  private final MovableClock clock = new MovableClock();
  private final Credentials credentials = credentials(false);

  @Test
  void aTokenIsItsSubjectAndItsRolesAndWhatIsNoRoleOfOursIsLeftOut() {
    var principal = authenticate(token(Duration.ofHours(1), "analyst", "admin", "Admin", "guest"));
    assertThat(principal.name()).isEqualTo("ann");
    assertThat(principal.roles()).containsExactlyInAnyOrder(Role.ANALYST, Role.ADMIN);
  }

  @Test
  void aSignatureIsVerifiedOnce() {
    var token = token(Duration.ofHours(1), "analyst");
    for (var i = 0; i < 10; i++) {
      authenticate(token);
    }
    assertThat(verifications).hasValue(1);
  }

  @Test
  void aTokenStopsWorkingTheMomentItExpires() {
    var token = token(Duration.ofMinutes(10), "analyst");
    clock.move(Duration.ofMinutes(10).minusMillis(1));
    assertThat(authenticate(token)).isNotNull();
    clock.move(Duration.ofMillis(1));
    refused(() -> authenticate(token), "expired");
    refused(() -> authenticate(token), "");
  }

  @Test
  void whatIsNotATokenOfOursIsRefused() {
    refused(() -> credentials.authenticate(null, true), "no credential");
    refused(() -> credentials.authenticate("Basic YTpi", false), "Bearer");
    refused(() -> authenticate("x"), "not valid");
    refused(() -> authenticate(""), "not valid");
    refused(() -> authenticate(token(Duration.ofHours(-1), "analyst")), "not valid");
    refused(
        () -> authenticate(sign(STRANGER, ISSUER, Duration.ofHours(1), "analyst")), "not valid");
    refused(() -> authenticate(sign(KEYS, "other", Duration.ofHours(1), "analyst")), "not valid");
  }

  @Test
  void theSchemeIsReadAsHttpSays() {
    var token = token(Duration.ofHours(1), "analyst");
    assertThat(credentials.authenticate("bearer  " + token + " ", false).principal().name())
        .isEqualTo("ann");
  }

  @Test
  void whereItIsSwitchedOnLoopbackMayEvaluateWithoutACredential() {
    var local = credentials(true);
    assertThat(local.authenticate(null, true).principal().roles()).containsExactly(Role.CLIENT);
    refused(() -> local.authenticate(null, false), "no credential");
    refused(() -> local.authenticate("Bearer x", true), "not valid");
  }

  @Test
  void whoIsLimitedIsSoByAllOfItsTokensAndServicesAreNot() {
    var some = credentials(false);
    var first = some.authenticate("Bearer " + token(Duration.ofHours(1), "client"), false);
    var second = some.authenticate("Bearer " + token(Duration.ofHours(2), "client"), false);
    var service = some.authenticate("Bearer " + token(Duration.ofHours(3), "service"), false);
    assertThat(first.rate().isLimited()).isTrue();
    assertThat(second.rate()).isSameAs(first.rate());
    assertThat(service.rate().isLimited()).isFalse();
  }

  private Principal authenticate(String token) {
    return credentials.authenticate("Bearer " + token, false).principal();
  }

  private String token(Duration lifetime, String... roles) {
    return sign(KEYS, ISSUER, lifetime, roles);
  }

  private String sign(KeyPair by, String issuer, Duration lifetime, String... roles) {
    return Jwt.issuer(issuer)
        .subject("ann")
        .upn("ann")
        .groups(Set.of(roles))
        .issuedAt(clock.instant().minus(Duration.ofHours(2)))
        .expiresAt(clock.instant().plus(lifetime))
        .sign(by.getPrivate());
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOf(Failure.Unauthenticated.class)
        .hasMessageContaining(words);
  }

  private Credentials credentials(boolean anonymousClient) {
    var trusted = new JWTAuthContextInfo(KEYS.getPublic(), ISSUER);
    trusted.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
    var library = new DefaultJWTParser(trusted);
    // The library's own parser, counted.
    var counting =
        (JWTParser)
            Proxy.newProxyInstance(
                JWTParser.class.getClassLoader(),
                new Class<?>[] {JWTParser.class},
                (_, method, arguments) -> {
                  verifications.incrementAndGet();
                  try {
                    return method.invoke(library, arguments);
                  } catch (java.lang.reflect.InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Credentials(
        counting, new SdkKeys(rates, clock), rates, config(anonymousClient), clock);
  }

  private static IdentityConfig config(boolean anonymousClient) {
    return (IdentityConfig)
        Proxy.newProxyInstance(
            IdentityConfig.class.getClassLoader(),
            new Class<?>[] {IdentityConfig.class},
            (_, option, _) ->
                switch (option.getName()) {
                  case "anonymousClient" -> anonymousClient;
                  case "rememberedCredentials" -> 100;
                  default -> Optional.empty();
                });
  }

  private static KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
