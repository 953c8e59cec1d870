package plumbline.assignment;

import static io.restassured.RestAssured.given;

/** What the service shows to Prometheus. */
final class Shown {
  private Shown() {}

  /** The value of one series, which must be there: its name, with its labels if it has any. */
  static double value(String series) {
    var start = series + " ";
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series));
  }
}
