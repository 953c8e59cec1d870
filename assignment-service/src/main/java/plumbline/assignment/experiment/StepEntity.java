package plumbline.assignment.experiment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who did what to an experiment, and why; one step makes one version. */
@Entity
@Table(name = "experiment_steps")
class StepEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Long id;

  @Column(name = "experiment_key")
  String experimentKey;

  @Column(name = "experiment_version")
  long experimentVersion;

  @Enumerated(EnumType.STRING)
  Action action;

  String actor;
  String reason;

  @Column(name = "step_time")
  Instant time;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected StepEntity() {}

  StepEntity(
      String experimentKey,
      long experimentVersion,
      Action action,
      String actor,
      String reason,
      Instant time) {
    this.experimentKey = experimentKey;
    this.experimentVersion = experimentVersion;
    this.action = action;
    this.actor = actor;
    this.reason = reason;
    this.time = time;
  }
}
