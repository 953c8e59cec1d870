package plumbline.assignment.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.audit.AuditLog;
import plumbline.kit.notification.Endpoint;
import plumbline.kit.notification.Endpoints;
import plumbline.proto.assignment.v1.Experiment;

/** Takes down, within a change's own transaction, whom it is to be told to. */
@ApplicationScoped
public class Outbox {
  private final Endpoints endpoints;

  @Inject
  Outbox(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Adds a message for each webhook that wants to know of the change; often none. */
  public Uni<Void> add(Mutiny.Session session, AuditLog.Change change) {
    var event = Event.ofAction(change.action());
    if (event.isEmpty() || !(change.after() instanceof Experiment after)) {
      return Uni.createFrom().voidItem();
    }
    var news = new News(event.get(), change, after, endpoints.link(after.getKey()));
    var messages =
        endpoints.all().stream()
            .filter(endpoint -> endpoint.wants(news.event()))
            .map(endpoint -> message(endpoint, news))
            .toArray();
    return messages.length == 0 ? Uni.createFrom().voidItem() : session.persistAll(messages);
  }

  private static MessageEntity message(Endpoint endpoint, News news) {
    var body =
        switch (endpoint.format()) {
          case JSON -> JsonBody.of(news);
          case SLACK -> SlackBody.of(news);
        };
    return new MessageEntity(endpoint, news.after().getKey(), body, news.change().time());
  }
}
