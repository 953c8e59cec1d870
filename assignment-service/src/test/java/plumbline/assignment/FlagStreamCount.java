package plumbline.assignment;

import static io.restassured.RestAssured.given;

/** How many streams are told of changes, as the metrics say. */
final class FlagStreamCount {
  private static final String GAUGE = "plumbline_flags_streams ";

  private FlagStreamCount() {}

  static int now() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(GAUGE))
        .map(line -> (int) Double.parseDouble(line.substring(GAUGE.length())))
        .findFirst()
        .orElseThrow();
  }
}
