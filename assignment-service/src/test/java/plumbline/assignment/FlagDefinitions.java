package plumbline.assignment;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.List;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagServiceGrpc;
import plumbline.proto.assignment.v1.FlagServiceGrpc.FlagServiceBlockingStub;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ForceRule;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.RestoreFlagRequest;
import plumbline.proto.assignment.v1.RolloutRule;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.UpdateFlagRequest;

/** Flags that are as they must be, and changes of them by somebody who may. */
final class FlagDefinitions {
  private FlagDefinitions() {}

  static FlagServiceBlockingStub flags(String token) {
    return FlagServiceGrpc.newBlockingStub(Calls.channel())
        .withCallCredentials(Calls.bearer(token));
  }

  /** A string, as the payloads of {@link Definitions#variant} are. */
  static FlagDefinition.Builder valid() {
    return FlagDefinition.newBuilder()
        .setDescription("How many pages the checkout has.")
        .setOwner("checkout-team")
        .setType(FlagType.FLAG_TYPE_STRING)
        .setDefaultValue(text("three pages"))
        .setUnitType(UnitType.UNIT_TYPE_USER);
  }

  static FlagRule force(String key, String condition, Value value) {
    return FlagRule.newBuilder()
        .setKey(key)
        .setForce(ForceRule.newBuilder().setCondition(condition).setValue(value))
        .build();
  }

  static FlagRule rollout(String key, double share, Value value) {
    return FlagRule.newBuilder()
        .setKey(key)
        .setRollout(RolloutRule.newBuilder().setShare(share).setValue(value))
        .build();
  }

  static FlagRule experiment(String key) {
    return FlagRule.newBuilder()
        .setKey(key)
        .setExperiment(ExperimentRule.newBuilder().setExperiment(key))
        .build();
  }

  static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  static Value number(double number) {
    return Value.newBuilder().setNumberValue(number).build();
  }

  static Value bool(boolean bool) {
    return Value.newBuilder().setBoolValue(bool).build();
  }

  static Value object(String name, Value value) {
    return Value.newBuilder().setStructValue(Struct.newBuilder().putFields(name, value)).build();
  }

  static CreateFlagRequest creation(String key, FlagDefinition definition) {
    return CreateFlagRequest.newBuilder().setKey(key).setDefinition(definition).build();
  }

  static Flag create(String key, FlagDefinition definition) {
    return flags(Tokens.ann()).createFlag(creation(key, definition)).getFlag();
  }

  /** A new flag of that definition. */
  static String made(FlagDefinition.Builder definition) {
    return create(Definitions.newKey("flag"), definition.build()).getKey();
  }

  static FlagStatus status(String key) {
    return flags(Tokens.ann()).getFlag(GetFlagRequest.newBuilder().setKey(key).build()).getStatus();
  }

  static Flag get(String key) {
    return status(key).getFlag();
  }

  static Flag update(String key, long version, FlagDefinition definition) {
    return flags(Tokens.ann())
        .updateFlag(
            UpdateFlagRequest.newBuilder()
                .setKey(key)
                .setExpectedVersion(version)
                .setDefinition(definition)
                .setReason("as agreed")
                .build())
        .getFlag();
  }

  /** Puts rules in the place of those before, whatever else the flag is. */
  static Flag rules(String key, FlagRule... rules) {
    var now = get(key);
    return update(
        key,
        now.getVersion(),
        now.getDefinition().toBuilder().clearRules().addAllRules(List.of(rules)).build());
  }

  static Flag archive(String key) {
    return flags(Tokens.ann())
        .archiveFlag(ArchiveFlagRequest.newBuilder().setKey(key).setReason("done").build())
        .getFlag();
  }

  static Flag restore(String key) {
    return flags(Tokens.ann())
        .restoreFlag(RestoreFlagRequest.newBuilder().setKey(key).build())
        .getFlag();
  }
}
