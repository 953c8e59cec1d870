package plumbline.tracking;

import static io.restassured.RestAssured.given;

/** Looks into the service's metrics. */
final class Metrics {
  private Metrics() {}

  /** The value of the one line of that name that has the label; NaN if there is none. */
  static double value(String name, String label) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(Double.NaN);
  }
}
