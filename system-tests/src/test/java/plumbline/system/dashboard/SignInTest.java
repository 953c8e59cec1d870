package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import plumbline.localstack.LocalStack;
import plumbline.system.Stack;

/** Signing in at the local stack, and behind a proxy. */
class SignInTest {
  private static final LocalStack STACK = Stack.get();

  @Test
  void thePeopleOfTheStackAreOfferedAndNoBackEndIs() throws IOException {
    Files.createDirectories(STACK.people());
    var token = add("erin", "experimenter");
    add("shop-back-end", "client");
    Files.writeString(STACK.people().resolve("nonsense"), "no token");

    var page = Visitor.as("analyst").get("/sign-in?to=/flags");

    assertThat(page.body())
        .contains(">erin, experimenter</button>")
        .doesNotContain("shop-back-end");
    var signedIn = Visitor.as("analyst").post("/sign-in", Map.of("token", token, "to", "/flags"));
    assertThat(signedIn.status()).isEqualTo(303);
    assertThat(signedIn.location()).isEqualTo("/flags");
  }

  @Test
  void behindAProxyThatEndsTlsTheCookieIsForTlsAlone() throws Exception {
    assertThat(cookieAt("https")).contains("Secure", "HttpOnly", "SameSite=Strict");
    assertThat(cookieAt("http")).contains("HttpOnly", "SameSite=Strict").doesNotContain("Secure");
  }

  private static String cookieAt(String scheme) throws Exception {
    var form = "token=" + STACK.token("erin", Set.of("experimenter"), Duration.ofHours(1));
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + STACK.analysis().httpPort() + "/sign-in"))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-proto", scheme)
            .POST(BodyPublishers.ofString(form))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.discarding());
      return answer.headers().firstValue("set-cookie").orElse("");
    }
  }

  private static String add(String name, String role) throws IOException {
    var token = STACK.token(name, Set.of(role), Duration.ofHours(1));
    Files.writeString(STACK.people().resolve(role), token);
    return token;
  }
}
