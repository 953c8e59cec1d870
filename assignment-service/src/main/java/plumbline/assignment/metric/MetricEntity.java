package plumbline.assignment.metric;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A metric of the catalogue: which of its versions is the newest. */
@Entity
@Table(name = "metrics")
class MetricEntity {
  @Id String key;

  long version;
  boolean archived;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected MetricEntity() {}
}
