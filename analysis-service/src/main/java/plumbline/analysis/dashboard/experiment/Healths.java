package plumbline.analysis.dashboard.experiment;

import plumbline.analysis.page.Badge;
import plumbline.proto.analysis.v1.HealthState;

/** How things are, in words. */
final class Healths {
  /** Nothing is said of it. */
  static final Badge NONE = new Badge("", "neutral");

  private Healths() {}

  static Badge badge(HealthState state) {
    return switch (state) {
      case HEALTH_STATE_OK -> new Badge("OK", "good");
      case HEALTH_STATE_WATCH -> new Badge("Worth a look", "neutral");
      case HEALTH_STATE_ALARM -> new Badge("Alarm", "bad");
      case HEALTH_STATE_UNSPECIFIED, UNRECOGNIZED -> new Badge("Cannot be said", "neutral");
    };
  }
}
