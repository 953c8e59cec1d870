package plumbline.assignment.decision;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.DecisionLogEntry;

/** An entry's row. The database computes what entries are found by from the entry itself. */
@Entity
@Immutable
@Table(name = "decision_log")
class DecisionLogEntity {
  @Id long sequence;

  // Exactly the text that is hashed.
  String entry;

  String sha256;

  @Column(insertable = false, updatable = false)
  String kind;

  @Column(insertable = false, updatable = false)
  @Nullable String experiment;

  @Column(insertable = false, updatable = false)
  @Nullable String outcome;

  @Column(name = "against_evidence", insertable = false, updatable = false)
  boolean againstEvidence;

  @Column(insertable = false, updatable = false)
  String author;

  @Column(name = "idea_id", insertable = false, updatable = false)
  @Nullable String ideaId;

  @Column(insertable = false, updatable = false)
  String words;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected DecisionLogEntity() {}

  @SuppressWarnings("NullAway.Init")
  DecisionLogEntity(DecisionLogEntry withoutHash) {
    this.sequence = withoutHash.getSequence();
    this.entry = CanonicalForm.of(withoutHash);
    this.sha256 = CanonicalForm.sha256(entry);
  }

  DecisionLogEntry toDomain() {
    return ProtoJson.parse(entry, DecisionLogEntry.newBuilder()).setSha256(sha256).build();
  }
}
