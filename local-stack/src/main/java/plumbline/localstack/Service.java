package plumbline.localstack;

import java.util.Locale;

/** The three services, in the order that they are stopped: who calls before who is called. */
public enum Service {
  ANALYSIS,
  ASSIGNMENT,
  TRACKING;

  /** Name of the module and of the process: {@code analysis-service}. */
  public String processName() {
    return name().toLowerCase(Locale.ROOT) + "-service";
  }
}
