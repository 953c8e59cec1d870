package plumbline.assignment.audit;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.difference.Difference;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AuditEntry;

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

  /** As it was given when the row was added. */
  long id() {
    return Objects.requireNonNull(id);
  }

  /**
   * The contract's entry.
   *
   * @param content with what it was and is, whole
   */
  AuditEntry toProto(boolean content) {
    var entry =
        AuditEntry.newBuilder()
            .setId(id())
            .setTime(
                Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
            .setActor(actor)
            .setSubject(subject.toProto())
            .setKey(key)
            .setVersion(version)
            .setAction(action)
            .setReason(reason);
    if (after != null) {
      entry.addAllChanges(Difference.between(parse(before), parse(after)));
    }
    if (content && before != null) {
      entry.setBefore(ProtoJson.parse(before, Struct.newBuilder()));
    }
    if (content && after != null) {
      entry.setAfter(ProtoJson.parse(after, Struct.newBuilder()));
    }
    return entry.build();
  }

  private Message parse(@Nullable String json) {
    return json == null
        ? subject.empty()
        : ProtoJson.parse(json, subject.empty().newBuilderForType()).build();
  }
}
