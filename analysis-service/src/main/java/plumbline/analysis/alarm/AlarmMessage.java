package plumbline.analysis.alarm;

import com.google.gson.JsonObject;
import java.util.Optional;
import plumbline.analysis.alarm.Alarm.Telling;
import plumbline.kit.notification.Format;
import plumbline.kit.notification.SlackText;

/**
 * A message about an alarm, as docs/operations.md describes it.
 *
 * @param experiment its key; empty for the platform
 * @param name the experiment's, for people; empty for the platform
 * @param link to its page, if it is known where that is
 */
record AlarmMessage(
    Telling telling, Alarm alarm, String experiment, String name, Optional<String> link) {

  String body(Format format) {
    return switch (format) {
      case JSON -> json();
      case SLACK -> slack();
    };
  }

  private String json() {
    var subject = alarm.subject();
    var data = new JsonObject();
    data.addProperty("experiment", experiment);
    data.addProperty("name", name);
    data.addProperty("metric", subject.metric());
    data.addProperty("treatment", subject.treatment());
    data.addProperty("since", alarm.since().toString());
    data.addProperty("sentence", alarm.sentence());
    link.ifPresent(it -> data.addProperty("link", it));
    var body = new JsonObject();
    body.addProperty("type", subject.concern().word() + "." + telling.word());
    body.addProperty("timestamp", alarm.checked().toString());
    body.add("data", data);
    return body.toString();
  }

  private String slack() {
    var where =
        experiment.isEmpty()
            ? "*Plumbline*"
            : "*%s* (`%s`)".formatted(SlackText.escape(name), experiment);
    var what =
        switch (telling) {
          case RAISED -> "Alarm: ";
          case CLEARED -> "Over: ";
          case REPEATED -> "Still, since %s: ".formatted(alarm.since());
        };
    return SlackText.body(where + "\n" + what + SlackText.escape(alarm.sentence()), link);
  }
}
