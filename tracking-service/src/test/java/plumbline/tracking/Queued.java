package plumbline.tracking;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;

import org.awaitility.Awaitility;

/** What the intake says of its queue. */
final class Queued {
  private static final String GAUGE = "plumbline_intake_queued_events ";

  private Queued() {}

  /** Until exactly so many events wait for the disk. */
  static void await(int events) {
    Awaitility.await().atMost(8, SECONDS).until(Queued::gauge, value -> value == events);
  }

  private static double gauge() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(GAUGE))
        .mapToDouble(line -> Double.parseDouble(line.substring(GAUGE.length())))
        .findFirst()
        .orElseThrow();
  }
}
