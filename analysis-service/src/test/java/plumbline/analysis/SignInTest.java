package plumbline.analysis;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.identity.HttpIdentity;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class SignInTest {
  @Test
  void thePageAsksForATokenAndRemembersWhereTo() {
    given()
        .get("/sign-in?to=/experiments/cookie_cats")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("<label for=\"token\">"))
        .body(containsString("value=\"/experiments/cookie_cats\""));
  }

  @Test
  void aValidTokenBecomesACookieThatScriptsAndOtherSitesCannotUse() {
    var token = Callers.token("analyst");

    var answer = signIn(token, "/experiments/cookie_cats").statusCode(303).extract();

    assertThat(answer.header("location")).isEqualTo("/experiments/cookie_cats");
    assertThat(answer.cookie(HttpIdentity.COOKIE)).isEqualTo(token);
    assertThat(answer.header("set-cookie"))
        .containsIgnoringCase("HttpOnly")
        .containsIgnoringCase("SameSite=Strict")
        .containsIgnoringCase("Path=/")
        .doesNotContainIgnoringCase("Max-Age")
        .doesNotContainIgnoringCase("Secure");
  }

  @Test
  void withoutAPlaceToGoTheListOfExperimentsIsNext() {
    signIn(Callers.token("analyst"), "")
        .statusCode(303)
        .header("location", equalTo("/experiments"));
  }

  @Test
  void whoSignsOutLosesTheCookie() {
    given()
        .redirects()
        .follow(false)
        .header("Sec-Fetch-Site", "same-origin")
        .cookie(HttpIdentity.COOKIE, Callers.token("analyst"))
        .post("/sign-out")
        .then()
        .statusCode(303)
        .header("location", equalTo("/sign-in"))
        .header("set-cookie", containsString("Max-Age=0"));
  }

  @Test
  void onAServerOfItsOwnNobodyIsOfferedToBeSomebody() {
    given().get("/sign-in").then().body(not(containsString("demonstration")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9."})
  void whatIsNoValidTokenBecomesNoCookie(String token) {
    signIn(token, "/experiments/cookie_cats")
        .statusCode(401)
        .contentType("text/html")
        .header("set-cookie", nullValue())
        .body(containsString("That did not work"))
        .body(containsString("value=\"/experiments/cookie_cats\""));
  }

  @Test
  void aTokenThatNoCookieHoldsIsRefused() {
    signIn("x".repeat(4001), "/").statusCode(400).body(containsString("4,000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "javascript:alert(1)",
        "experiments/cookie_cats",
        "/x\r\nSet-Cookie: a=b"
      })
  void nobodyIsSentToAnotherSite(String to) {
    signIn(Callers.token("analyst"), to)
        .statusCode(303)
        .header("location", equalTo("/experiments"));
    given()
        .queryParam("to", to)
        .get("/sign-in")
        .then()
        .statusCode(200)
        .body(containsString("name=\"to\" value=\"\""));
  }

  @Test
  void whatTheAddressSaysIsEscaped() {
    given()
        .queryParam("to", "/\"><script>alert(1)</script>")
        .get("/sign-in")
        .then()
        .statusCode(200)
        .body(not(containsString("<script>")));
  }

  @Test
  void anotherSiteCannotSignAnybodyIn() {
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .formParam("token", Callers.token("analyst"))
        .post("/sign-in")
        .then()
        .statusCode(403)
        .header("set-cookie", nullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "sec-fetch-site, cross-site",
    "sec-fetch-site, same-site",
    "origin, https://evil.example",
    "x, y"
  })
  void anotherSiteCannotActWithTheCookie(String header, String value) {
    given()
        .header(header, value)
        .cookie(HttpIdentity.COOKIE, Callers.token("admin"))
        .post("/v1/plans")
        .then()
        .statusCode(401)
        .body("code", equalTo("UNAUTHENTICATED"));
  }

  @Test
  void aPageOfOurOwnCan() {
    given()
        .header("Sec-Fetch-Site", "same-origin")
        .cookie(HttpIdentity.COOKIE, Callers.token("admin"))
        .contentType("application/json")
        .body("{}")
        .post("/v1/plans")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"));
  }

  private static ValidatableResponse signIn(String token, String to) {
    return given()
        .redirects()
        .follow(false)
        .formParam("token", token)
        .formParam("to", to)
        .post("/sign-in")
        .then();
  }
}
