package plumbline.analysis.dashboard.flags;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Links;
import plumbline.proto.assignment.v1.ListFlagsRequest;

/**
 * Which flags, as the list's address says it.
 *
 * @param show {@code stale} or {@code archived}; empty: those in use
 */
public record FlagFilter(
    @QueryParam("show") @DefaultValue("") String show,
    @QueryParam("owner") @DefaultValue("") String owner,
    @QueryParam("page") @DefaultValue("") String page) {

  ListFlagsRequest request() {
    return ListFlagsRequest.newBuilder()
        .setStale(show.equals("stale"))
        .setArchived(show.equals("archived"))
        .setOwner(owner.strip())
        .setPageToken(page)
        .build();
  }

  List<Field> entries() {
    var typed = Sent.fresh(values());
    var choices =
        List.of(
            new Option("", "In use"),
            new Option("stale", "Stale"),
            new Option("archived", "Archived"));
    return List.of(typed.choice("show", "Which", "", choices), typed.text("owner", "Owner", ""));
  }

  boolean isSet() {
    return values().values().stream().anyMatch(it -> !it.isEmpty());
  }

  /** The same list from that token on. */
  String from(String token) {
    var values = new HashMap<>(values());
    values.put("page", token);
    return Links.to("/flags", values);
  }

  private Map<String, String> values() {
    return Map.of("show", show, "owner", owner);
  }
}
