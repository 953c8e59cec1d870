package plumbline.assignment.snapshot;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Optional;
import plumbline.assignment.exposure.ExposureAttributes;
import plumbline.proto.assignment.v1.UnitType;

/**
 * One of the answers that a flag can give, made once a snapshot.
 *
 * @param value of the flag's type
 * @param variant the experiment's variant, or the rule's key, or {@code default}
 * @param metadata what decided, where the flag was asked for by itself
 * @param bulkMetadata the same, where all flags were asked for
 * @param shown what is shown to the unit; empty: nothing that the analysis counts
 */
public record FlagAnswer(
    Value value,
    String variant,
    FlagReason reason,
    Struct metadata,
    Struct bulkMetadata,
    Optional<Shown> shown) {

  /**
   * A variant of a running experiment.
   *
   * @param recorded whether an evaluation of the flag by itself is an exposure
   * @param attributes what such an exposure carries
   */
  public record Shown(
      String experiment,
      String variant,
      UnitType unitType,
      boolean recorded,
      ExposureAttributes attributes) {}
}
