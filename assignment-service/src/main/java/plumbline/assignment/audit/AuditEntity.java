package plumbline.assignment.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import plumbline.kit.json.ProtoJson;

/** A change's row. */
@Entity
@Table(name = "audit_log")
class AuditEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "change_time")
  Instant time;

  String actor;

  @Enumerated(EnumType.STRING)
  AuditSubject subject;

  @Column(name = "subject_key")
  String key;

  long version;
  String action;
  String reason;

  @ColumnTransformer(read = "before::text", write = "cast(cast(? as text) as jsonb)")
  @Nullable String before;

  @ColumnTransformer(read = "after::text", write = "cast(cast(? as text) as jsonb)")
  @Nullable String after;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected AuditEntity() {}

  AuditEntity(AuditLog.Change change) {
    this.time = change.time();
    this.actor = change.actor();
    this.subject = change.subject();
    this.key = change.key();
    this.version = change.version();
    this.action = change.action();
    this.reason = change.reason();
    var was = change.before();
    this.before = was == null ? null : ProtoJson.print(was);
    this.after = ProtoJson.print(change.after());
  }
}
