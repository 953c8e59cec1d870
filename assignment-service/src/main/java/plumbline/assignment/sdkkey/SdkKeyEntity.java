package plumbline.assignment.sdkkey;

import com.google.protobuf.ByteString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.StoredRow;
import plumbline.kit.definition.Times;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/** A key's row. Each UPDATE is guarded by the version that was read. */
@Entity
@Table(name = "sdk_keys")
public class SdkKeyEntity {
  @Id String id;

  @Version long version;

  String description;
  String author;

  @Column(name = "create_time")
  Instant createTime;

  @Column(name = "expire_time")
  @Nullable Instant expireTime;

  @Column(name = "calls_per_second")
  int callsPerSecond;

  byte[] digest;

  @Column(name = "rotate_time")
  @Nullable Instant rotateTime;

  @Column(name = "previous_digest")
  byte @Nullable [] previousDigest;

  @Column(name = "previous_expire_time")
  @Nullable Instant previousExpireTime;

  @Column(name = "revoke_time")
  @Nullable Instant revokeTime;

  // Both are the database's own.
  @Column(insertable = false, updatable = false)
  long changed;

  @Column(insertable = false, updatable = false)
  long stamp;

  // For Hibernate alone, which fills the fields.
  @SuppressWarnings("NullAway.Init")
  protected SdkKeyEntity() {}

  SdkKeyEntity(NewSdkKey wanted, Secret secret, Instant now) {
    this.id = wanted.id();
    this.version = 1;
    this.description = wanted.description();
    this.author = wanted.author();
    this.createTime = now;
    this.expireTime = wanted.expires();
    this.callsPerSecond = wanted.callsPerSecond();
    this.digest = secret.digest();
  }

  boolean isRevoked() {
    return revokeTime != null;
  }

  boolean isExpired(Instant now) {
    return expireTime != null && !now.isBefore(expireTime);
  }

  /** Takes another secret; the one before stays for the grace, and none for longer. */
  void rotate(Secret secret, Duration grace, Instant now) {
    previousDigest = grace.isZero() ? null : digest;
    previousExpireTime = grace.isZero() ? null : now.plus(grace);
    digest = secret.digest();
    rotateTime = now;
  }

  /** As the contract has it, without any secret. */
  SdkKey toDomain() {
    var key =
        SdkKey.newBuilder()
            .setId(id)
            .setDescription(description)
            .setVersion(version)
            .setAuthor(author)
            .setCreateTime(Times.timestamp(createTime))
            .setCallsPerSecond(callsPerSecond);
    if (expireTime != null) {
      key.setExpireTime(Times.timestamp(expireTime));
    }
    if (rotateTime != null) {
      key.setRotateTime(Times.timestamp(rotateTime));
    }
    if (previousExpireTime != null) {
      key.setPreviousExpireTime(Times.timestamp(previousExpireTime));
    }
    if (revokeTime != null) {
      key.setRevokeTime(Times.timestamp(revokeTime));
    }
    return key.build();
  }

  /** As it was read, with the digests that its secrets are known by. */
  public StoredRow toRow() {
    var credential =
        SdkKeyCredential.newBuilder().setKey(toDomain()).setDigest(ByteString.copyFrom(digest));
    if (previousDigest != null) {
      credential.setPreviousDigest(ByteString.copyFrom(previousDigest));
    }
    return new StoredRow(StoredRow.Kind.SDK_KEY, id, changed, stamp, credential.build());
  }
}
