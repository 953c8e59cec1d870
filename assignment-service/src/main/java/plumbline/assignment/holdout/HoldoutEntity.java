package plumbline.assignment.holdout;

import com.google.protobuf.Timestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import plumbline.assignment.change.StoredRow;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.UnitType;

/** A holdout's row, written once. */
@Entity
@Immutable
@Table(name = "holdouts")
public class HoldoutEntity {
  private static final String TYPE_PREFIX = "UNIT_TYPE_";

  @Id String key;

  @Column(name = "unit_type")
  String unitType;

  double share;
  String description;
  String author;

  @Column(name = "create_time")
  Instant createTime;

  // Both are the database's own.
  @Column(insertable = false, updatable = false)
  long changed;

  @Column(insertable = false, updatable = false)
  long stamp;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected HoldoutEntity() {}

  HoldoutEntity(NewHoldout wanted, Instant now) {
    this.key = wanted.key();
    this.unitType = wanted.unitType().name().substring(TYPE_PREFIX.length());
    this.share = wanted.share();
    this.description = wanted.description();
    this.author = wanted.author();
    this.createTime = now;
  }

  UnitType unitType() {
    return UnitType.valueOf(TYPE_PREFIX + unitType);
  }

  /** As the contract has it. */
  public Holdout toDomain() {
    return Holdout.newBuilder()
        .setKey(key)
        .setUnitType(unitType())
        .setShare(share)
        .setDescription(description)
        .setAuthor(author)
        .setCreateTime(
            Timestamp.newBuilder()
                .setSeconds(createTime.getEpochSecond())
                .setNanos(createTime.getNano()))
        .build();
  }

  /** As it was read. */
  public StoredRow toRow() {
    return new StoredRow(StoredRow.Kind.HOLDOUT, key, changed, stamp, toDomain());
  }
}
