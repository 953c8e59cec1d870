package plumbline.assignment.flag;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** How a flag stands, as the database puts it together: never written. */
@Entity
@Immutable
@Table(name = "flag_standing")
class FlagStandingEntity {
  @Id String flag;

  @Column(name = "evaluate_time")
  @Nullable Instant evaluateTime;

  @Column(name = "bulk_evaluate_time")
  @Nullable Instant bulkEvaluateTime;

  // The last of its experiments to be decided; null while one that started is not, or none did.
  @Nullable String experiment;

  @Column(name = "decide_time")
  @Nullable Instant decideTime;

  // The contract's Decision as protobuf's JSON.
  @Nullable String decision;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected FlagStandingEntity() {}
}
