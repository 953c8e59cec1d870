package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static plumbline.assignment.FlagContexts.NOBODY;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While there are no definitions nothing is invented, and every client is told to come again. */
@QuarkusTest
@TestProfile(FlagsAwayTest.Nowhere.class)
class FlagsAwayTest {

  /** A service of its own: the other test of servers that are away lets them come. */
  public static final class Nowhere implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return new ServersAway.Profile().testResources();
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  @Test
  void overHttpItIsNotNow() {
    for (var path : new String[] {Ofrep.FLAGS, Ofrep.FLAGS + "/any"}) {
      Ofrep.asking(Tokens.client())
          .body("{}")
          .post(path)
          .then()
          .statusCode(503)
          .header("Retry-After", "1")
          .contentType("application/json")
          .body("errorCode", equalTo("GENERAL"))
          .body("metadata", anEmptyMap());
    }
    RestAssured.get("/ofrep/v1/events").then().statusCode(503).header("Retry-After", "1");
  }

  @Test
  void overGrpcItIsNotNow() {
    for (var version : FlagdVersion.values()) {
      refused(Status.Code.UNAVAILABLE, () -> version.resolve("String", "any", NOBODY));
      try (var listener = FlagdListener.open(version)) {
        assertThat(listener.end().join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(listener.types()).isEmpty();
      }
    }
    assertThat(FlagStreamCount.now()).isZero();
  }
}
