package plumbline.engine.calibration;

import java.util.List;
import java.util.Locale;
import plumbline.engine.calibration.Runner.Result;

/** Results as the tables of docs/calibration.md. */
final class Tables {
  private static final String FROM = "<!-- from here on written by make calibrate -->\n";
  private static final String TO = "<!-- to here -->\n";

  private Tables() {}

  /** The document with other tables between its markers. */
  static String replaced(String document, String tables) {
    int from = document.indexOf(FROM);
    int to = document.indexOf(TO);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("the document has no two lines " + FROM + TO);
    }
    return document.substring(0, from + FROM.length())
        + "\n"
        + tables
        + "\n"
        + document.substring(to);
  }

  static String of(long seed, List<Result> results, List<PlantedFault.Result> faults) {
    StringBuilder text = new StringBuilder("Seed %d.\n".formatted(seed));
    results.stream()
        .map(result -> result.scenario().method())
        .distinct()
        .forEach(method -> append(text, method, results));
    text.append(
        "\n### Planted faults\n\n| fault | scenario | engine | fault |\n| --- | --- | --- | --- |\n");
    for (PlantedFault.Result fault : faults) {
      Scenario scenario = fault.engine().scenario();
      text.append(
          "| %s | %s, %s | %s | %s |\n"
              .formatted(
                  fault.name(),
                  scenario.method(),
                  scenario.setting(),
                  cell(fault.engine()),
                  cell(fault.faulty())));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String method, List<Result> results) {
    text.append(
        "\n### %s\n\n| data | figure | observed | held to | rounds |\n| --- | --- | --- | --- | --- |\n"
            .formatted(method));
    for (Result result : results) {
      if (result.scenario().method().equals(method)) {
        String setting = result.scenario().setting();
        for (Figure.Measured figure : result.figures()) {
          text.append(row(setting, figure));
          setting = "";
        }
      }
    }
  }

  private static String row(String setting, Figure.Measured figure) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %,d |\n",
        setting,
        figure.figure().name(),
        observed(figure),
        figure.figure().held().words(),
        figure.rounds());
  }

  private static String cell(Result result) {
    return String.join(
        ", ",
        result.figures().stream()
            .map(figure -> figure.figure().name() + " " + observed(figure))
            .toList());
  }

  private static String observed(Figure.Measured figure) {
    // Enough digits to see an error, where there is one.
    boolean small = figure.error() > 0 && figure.error() < 1e-4;
    String format = small ? "%.5f ± %.5f" : "%.4f ± %.4f";
    String number = String.format(Locale.ROOT, format, figure.observed(), figure.error());
    return figure.holds() ? number : "**" + number + " RED**";
  }
}
