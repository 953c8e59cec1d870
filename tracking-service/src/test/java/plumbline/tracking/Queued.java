package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.awaitility.Awaitility;

/** What the intake says of its queue. */
final class Queued {
  private Queued() {}

  /** Until exactly so many events wait for the disk. */
  static void await(int events) {
    Awaitility.await()
        .atMost(8, SECONDS)
        .until(
            () -> given().get("/q/metrics").asString(),
            metrics -> metrics.contains("plumbline_intake_queued_events " + events + ".0"));
  }
}
