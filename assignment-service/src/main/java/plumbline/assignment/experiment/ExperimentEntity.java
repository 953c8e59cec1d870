package plumbline.assignment.experiment;

import com.google.protobuf.Timestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.function.Consumer;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.PreRegistration;
import plumbline.proto.assignment.v1.TrafficStep;

/** An experiment's row. Each UPDATE is guarded by the version that was read. */
@Entity
@Table(name = "experiments")
class ExperimentEntity {
  private static final String STATE_PREFIX = "EXPERIMENT_STATE_";

  @Id String key;

  @Version long version;
  String state;

  // Text to Hibernate, jsonb to PostgreSQL: through text, as the client would send a JSON string.
  @ColumnTransformer(read = "definition::text", write = "cast(cast(? as text) as jsonb)")
  String definition;

  // Traffic, amendments and decision, as protobuf's JSON of an Experiment that holds nothing else.
  @ColumnTransformer(read = "life::text", write = "cast(cast(? as text) as jsonb)")
  String life = "{}";

  String author;

  @Column(name = "create_time")
  Instant createTime;

  @Column(name = "start_time")
  @Nullable Instant startTime;

  @Column(name = "stop_time")
  @Nullable Instant stopTime;

  @Column(name = "halt_time")
  @Nullable Instant haltTime;

  @Column(name = "decide_time")
  @Nullable Instant decideTime;

  boolean imported;

  @Column(name = "pre_registration_sha256")
  @Nullable String preRegistrationSha256;

  @Column(name = "pre_registration_time")
  @Nullable Instant preRegistrationTime;

  @Column(name = "pre_registration_author")
  @Nullable String preRegistrationAuthor;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected ExperimentEntity() {}

  ExperimentEntity(ExperimentKey key, ExperimentDefinition definition, String author, Instant now) {
    this.key = key.value();
    this.version = 1;
    this.state = name(ExperimentState.EXPERIMENT_STATE_DRAFT);
    this.definition = ProtoJson.print(definition);
    this.author = author;
    this.createTime = now;
  }

  ExperimentState state() {
    return ExperimentState.valueOf(STATE_PREFIX + state);
  }

  void become(ExperimentState next) {
    state = name(next);
  }

  ExperimentDefinition definition() {
    return ProtoJson.parse(definition, ExperimentDefinition.newBuilder()).build();
  }

  /** Takes another definition; what was frozen of the one before is no longer so. */
  void define(ExperimentDefinition next) {
    definition = ProtoJson.print(next);
    preRegistrationSha256 = null;
    preRegistrationTime = null;
    preRegistrationAuthor = null;
  }

  /** The parts of the contract's message that {@link #life(Consumer)} keeps, and nothing else. */
  Experiment.Builder life() {
    return ProtoJson.parse(life, Experiment.newBuilder());
  }

  /** Changes traffic, amendments or decision. */
  void life(Consumer<Experiment.Builder> change) {
    var next = life();
    change.accept(next);
    life = ProtoJson.print(next.build());
  }

  /** Lets so many take part from a step on. */
  void grow(TrafficStep step) {
    life(it -> it.setTraffic(step.getTraffic()).addTrafficSteps(step));
  }

  Experiment toDomain() {
    var experiment =
        life()
            .setKey(key)
            .setDefinition(definition())
            .setState(state())
            .setVersion(version)
            .setAuthor(author)
            .setCreateTime(timestamp(createTime))
            .setImported(imported);
    if (startTime != null) {
      experiment.setStartTime(timestamp(startTime));
    }
    if (stopTime != null) {
      experiment.setStopTime(timestamp(stopTime));
    }
    if (haltTime != null) {
      experiment.setHaltTime(timestamp(haltTime));
    }
    if (decideTime != null) {
      experiment.setDecideTime(timestamp(decideTime));
    }
    if (preRegistrationSha256 != null
        && preRegistrationTime != null
        && preRegistrationAuthor != null) {
      experiment.setPreRegistration(
          PreRegistration.newBuilder()
              .setSha256(preRegistrationSha256)
              .setFreezeTime(timestamp(preRegistrationTime))
              .setAuthor(preRegistrationAuthor));
    }
    return experiment.build();
  }

  /** As the column has it, so that the SQL reads well. */
  static String name(ExperimentState state) {
    return state.name().substring(STATE_PREFIX.length());
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
