package plumbline.analysis.alarm;

/**
 * What has a state.
 *
 * @param metric of a guardrail; else empty
 * @param treatment that it is about; else empty
 */
public record Subject(Concern concern, String metric, String treatment) {
  /** Something about the whole experiment, or the platform. */
  public static Subject of(Concern concern) {
    return new Subject(concern, "", "");
  }
}
