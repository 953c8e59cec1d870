package plumbline.analysis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.HttpIdentity;
import plumbline.localstack.Directories;

/** Sign-in at an identity provider, from the first click to the page that was asked for. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(value = ProviderSignInTest.Provider.class, restrictToAnnotatedClass = true)
class ProviderSignInTest {
  private final Map<String, String> cookies = new HashMap<>();

  @Test
  void thePageToSignInOffersIt() {
    assertThat(given().get("/sign-in?to=/experiments").asString())
        .contains("href=\"/sign-in/oidc?to=/experiments\"");
  }

  @Test
  void whoIsKnownThereIsSignedInHereWithTheRolesGivenThere() {
    Provider.server().roles(Set.of("analyst"));

    var welcome = throughTheProvider();

    assertThat(welcome.statusCode()).isEqualTo(200);
    assertThat(welcome.asString()).contains("content=\"0;url=/v1/results\"");
    assertThat(welcome.header("cache-control")).isEqualTo("no-store");
    var token = cookies.getOrDefault(HttpIdentity.COOKIE, "");
    given().cookie(HttpIdentity.COOKIE, token).get("/v1/results").then().statusCode(200);
    given()
        .cookie(HttpIdentity.COOKIE, token)
        .header("sec-fetch-site", "same-origin")
        .contentType("application/json")
        .body("{}")
        .post("/v1/experiments/x/peek")
        .then()
        .statusCode(403);
  }

  @Test
  void whoHasNoRoleIsToldSo() {
    Provider.server().roles(Set.of("gardener"));

    var refused = throughTheProvider();

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.asString()).contains("no token with a role in its groups");
    assertThat(cookies).doesNotContainKey(HttpIdentity.COOKIE);
  }

  @Test
  void aWayBackThatNobodyWentOutBeginsAtTheProvider() {
    var answer = open("/sign-in/oidc/back?code=code-0&state=made-up");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.header("location")).startsWith(Provider.server().issuer() + "/authorize?");
    assertThat(cookies).doesNotContainKey(HttpIdentity.COOKIE);
  }

  /** Follows every redirect as a browser does, with its cookies. */
  private Response throughTheProvider() {
    var answer = open("/sign-in/oidc?to=/v1/results");
    for (var step = 0; step < 8 && answer.statusCode() / 100 == 3; step++) {
      answer = open(answer.header("location"));
    }
    return answer;
  }

  private Response open(String address) {
    var answer =
        given().urlEncodingEnabled(false).redirects().follow(false).cookies(cookies).get(address);
    cookies.putAll(answer.cookies());
    return answer;
  }

  /** The provider, and a service that trusts it. */
  public static final class Provider implements QuarkusTestResourceLifecycleManager {
    private static @Nullable IdentityServer server;

    static IdentityServer server() {
      var running = server;
      if (running == null) {
        throw new IllegalStateException("not started");
      }
      return running;
    }

    @Override
    public Map<String, String> start() {
      try {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        var running = IdentityServer.start(keys);
        server = running;
        return Map.of(
            "quarkus.oidc.tenant-enabled",
            "true",
            "quarkus.oidc.auth-server-url",
            running.issuer(),
            "quarkus.oidc.client-id",
            IdentityServer.CLIENT,
            "quarkus.oidc.credentials.secret",
            "a-secret-that-is-long-enough-for-its-cookie",
            "mp.jwt.verify.issuer",
            running.issuer(),
            "mp.jwt.verify.audiences",
            IdentityServer.CLIENT,
            "mp.jwt.verify.publickey.location",
            publicKey(keys));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String publicKey(KeyPair keys) throws IOException {
      var file = Directories.temporary().resolve("provider.pem");
      var body = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
      Files.writeString(
          file, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
      return file.toUri().toString();
    }

    @Override
    public int order() {
      return 1;
    }

    @Override
    public void stop() {
      server().stop();
    }
  }
}
