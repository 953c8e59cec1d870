package plumbline.assignment.notification;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import plumbline.kit.notification.Endpoint;
import plumbline.kit.notification.OutboxRows;

/** A message's row as a change writes it; what becomes of it is {@link OutboxRows}' affair. */
@Entity
@Table(name = "outbox")
class MessageEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long sequence;

  UUID id;
  String endpoint;

  @Column(name = "experiment_key")
  String experiment;

  String body;

  @Column(name = "create_time")
  Instant createTime;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected MessageEntity() {}

  MessageEntity(Endpoint endpoint, String experiment, String body, Instant now) {
    this.id = UUID.randomUUID();
    this.endpoint = endpoint.name();
    this.experiment = experiment;
    this.body = body;
    this.createTime = now;
  }
}
