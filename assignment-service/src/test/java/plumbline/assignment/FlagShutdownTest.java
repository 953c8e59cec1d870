package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.valid;

import io.grpc.Status;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The service's end, as far as streams are concerned: it comes before calls are waited for. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(FlagShutdownTest.Ending.class)
class FlagShutdownTest {
  @Inject Event<ShutdownDelayInitiatedEvent> end;

  /** A service of its own, as it takes no more streams afterwards. */
  public static final class Ending implements QuarkusTestProfile {}

  @Test
  void streamsEndSoThatReadersComeAgainElsewhere() {
    var key = made(valid());
    try (var v1 = FlagdListener.open(FlagdVersion.V1);
        var v2 = FlagdListener.open(FlagdVersion.V2);
        var page = OfrepListener.open()) {
      await().atMost(20, SECONDS).until(() -> FlagStreamCount.now() == 3);
      end.fire(new ShutdownDelayInitiatedEvent());
      assertThat(v1.end().join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(v2.end().join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      await().atMost(20, SECONDS).until(page::ended);
    }
    assertThat(FlagStreamCount.now()).isZero();
    try (var late = FlagdListener.open(FlagdVersion.V2)) {
      assertThat(late.end().join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }
    assertThat(RestAssured.get("/ofrep/v1/events").statusCode()).isEqualTo(503);
    assertThat(Ofrep.one(key, FlagContexts.NOBODY).statusCode()).as("calls").isEqualTo(200);
  }
}
