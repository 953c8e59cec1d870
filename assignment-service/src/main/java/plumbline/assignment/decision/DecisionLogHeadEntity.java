package plumbline.assignment.decision;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one row that says where the log ends, locked by every transaction that adds to it. */
@Entity
@Table(name = "decision_log_head")
class DecisionLogHeadEntity {
  static final short ID = 1;

  @Id short id;
  long sequence;
  String sha256;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected DecisionLogHeadEntity() {}
}
