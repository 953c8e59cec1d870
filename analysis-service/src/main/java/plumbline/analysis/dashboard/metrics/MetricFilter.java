package plumbline.analysis.dashboard.metrics;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.page.Links;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.MetricCategory;

/** What the catalogue is narrowed down by, as its address says it. */
public record MetricFilter(
    @QueryParam("text") @DefaultValue("") String text,
    @QueryParam("category") @DefaultValue("") String category,
    @QueryParam("owner") @DefaultValue("") String owner,
    @QueryParam("archived") @DefaultValue("") String archived,
    @QueryParam("page") @DefaultValue("") String page) {

  ListMetricsRequest request() {
    var request =
        ListMetricsRequest.newBuilder()
            .setText(text.strip())
            .setOwner(owner.strip())
            .setIncludeArchived(!archived.isEmpty())
            .setPageToken(page);
    for (var it : MetricCategory.values()) {
      if (it.name().equals(category)) {
        request.addCategories(it);
      }
    }
    return request.build();
  }

  List<Field> entries() {
    var typed = Sent.fresh(values());
    return List.of(
        typed.text("text", "Search", ""),
        typed.choice("category", "Category", "", MetricFields.categories("All")),
        typed.text("owner", "Owner", ""),
        typed.check("archived", "Archived as well", ""));
  }

  boolean isSet() {
    return values().values().stream().anyMatch(it -> !it.isEmpty());
  }

  /** The same list from that token on. */
  String from(String token) {
    var values = new HashMap<>(values());
    values.put("page", token);
    return Links.to("/metrics", values);
  }

  private Map<String, String> values() {
    return Map.of("text", text, "category", category, "owner", owner, "archived", archived);
  }
}
