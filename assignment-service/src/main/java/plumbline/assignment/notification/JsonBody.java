package plumbline.assignment.notification;

import com.google.gson.JsonObject;

/** A message for programs, as docs/operations.md describes it: fields are added, never changed. */
final class JsonBody {
  private JsonBody() {}

  static String of(News news) {
    var body = new JsonObject();
    body.addProperty("type", news.event().type());
    body.addProperty("timestamp", news.change().time().toString());
    body.add("data", data(news));
    return body.toString();
  }

  private static JsonObject data(News news) {
    var after = news.after();
    var data = new JsonObject();
    data.addProperty("key", after.getKey());
    data.addProperty("name", news.name());
    data.addProperty("state", after.getState().name());
    data.addProperty("version", after.getVersion());
    data.addProperty("actor", news.change().actor());
    data.addProperty("reason", news.reason());
    switch (news.event()) {
      case STARTED, RAMPED -> data.addProperty("traffic", news.traffic());
      case DECIDED, ABANDONED -> addDecision(data, news);
      case SUBMITTED, APPROVED, REJECTED, AMENDED, STOPPED, HALTED -> {}
    }
    news.link().ifPresent(link -> data.addProperty("link", link));
    return data;
  }

  private static void addDecision(JsonObject data, News news) {
    var decision = news.after().getDecision();
    data.addProperty("outcome", decision.getOutcome().name());
    if (!decision.getVariant().isEmpty()) {
      data.addProperty("variant", decision.getVariant());
    }
  }
}
