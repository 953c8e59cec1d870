package plumbline.assignment.notification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import plumbline.kit.notification.Topic;

/** What can be told of an experiment. Its name in lower case is a contract with receivers. */
enum Event implements Topic {
  SUBMITTED("submit"),
  APPROVED("approve"),
  REJECTED("reject"),
  STARTED("start"),
  RAMPED("ramp"),
  AMENDED("amend"),
  STOPPED("stop"),
  HALTED("halt"),
  DECIDED("decide"),
  ABANDONED("abandon");

  private final String action;

  Event(String action) {
    this.action = action;
  }

  /** What an action makes happen, as the audit log names it; empty: nothing that is told. */
  static Optional<Event> ofAction(String action) {
    return Arrays.stream(values()).filter(event -> event.action.equals(action)).findFirst();
  }

  @Override
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As messages have it: {@code experiment.halted}. */
  String type() {
    return "experiment." + word();
  }
}
