package plumbline.analysis.dashboard.experiment;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.util.Map;
import plumbline.kit.failure.Failure;

/** What a form of the page sends; a field that it does not have is empty. */
public class ActionForm {
  @FormParam("tab")
  @DefaultValue("")
  String tab = "";

  @FormParam("expected_version")
  @DefaultValue("0")
  String expectedVersion = "0";

  @FormParam("reason")
  @DefaultValue("")
  String reason = "";

  @FormParam("text")
  @DefaultValue("")
  String text = "";

  @FormParam("comment")
  @DefaultValue("")
  String comment = "";

  @FormParam("verdict")
  @DefaultValue("")
  String verdict = "";

  @FormParam("traffic")
  @DefaultValue("")
  String traffic = "";

  @FormParam("outcome")
  @DefaultValue("")
  String outcome = "";

  @FormParam("variant")
  @DefaultValue("")
  String variant = "";

  /** The version that was seen. */
  long version() {
    try {
      return Long.parseLong(expectedVersion);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid("expected_version", "must be 0 (whatever it is) or a version");
    }
  }

  /** The share that is to take part. */
  double share() {
    try {
      return Double.parseDouble(traffic.strip());
    } catch (NumberFormatException _) {
      throw new Failure.Invalid("traffic", "must be a number above 0 and up to 1, such as 0.5");
    }
  }

  /** The tab that it was sent from. */
  Tab tab() {
    return Tab.find(tab).orElse(Tab.OVERVIEW);
  }

  /** What was typed, to be shown again. */
  Map<String, String> typed() {
    return Map.of(
        "reason", reason,
        "text", text,
        "comment", comment,
        "verdict", verdict,
        "traffic", traffic,
        "outcome", outcome,
        "variant", variant);
  }
}
