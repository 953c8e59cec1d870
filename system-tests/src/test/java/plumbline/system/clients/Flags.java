package plumbline.system.clients;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagServiceGrpc.FlagServiceBlockingStub;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.UpdateFlagRequest;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/** Flags and the experiments that drive them, through the public API. */
final class Flags {
  private Flags() {}

  /** Without rules. The rest is in the contract's JSON. */
  static Flag create(String key, String type, String defaultValue) {
    var definition = FlagDefinition.newBuilder();
    read(
        """
        {"description": "Held against clients", "owner": "system-tests",
         "type": "FLAG_TYPE_%s", "defaultValue": %s, "unitType": "UNIT_TYPE_USER"}
        """
            .formatted(type, defaultValue),
        definition);
    var request = CreateFlagRequest.newBuilder().setKey(key).setDefinition(definition);
    return service().createFlag(request.build()).getFlag();
  }

  /** The same with another default. */
  static Flag changeDefault(Flag flag, String defaultValue) {
    return changeDefault(service(), flag, defaultValue);
  }

  /** The same by way of another replica. */
  static Flag changeDefault(FlagServiceBlockingStub service, Flag flag, String defaultValue) {
    var definition = flag.getDefinition().toBuilder().clearDefaultValue();
    read("{\"defaultValue\": " + defaultValue + "}", definition);
    return update(service, flag, definition.build());
  }

  /** The same with these rules. */
  static Flag changeRules(Flag flag, String rules) {
    var definition = flag.getDefinition().toBuilder().clearRules();
    read("{\"rules\": " + rules + "}", definition);
    return update(service(), flag, definition.build());
  }

  static void archive(Flag flag) {
    service().archiveFlag(ArchiveFlagRequest.newBuilder().setKey(flag.getKey()).build());
  }

  /**
   * Gives the flag its rules, one of which names the experiment, and starts the experiment.
   *
   * @param rules in the contract's JSON, as the variants are
   */
  static void drive(Flag flag, String rules, String experiment, String variants) {
    drive(flag, rules, experiment, variants, 1);
  }

  /** The same with a share of the units. */
  static void drive(Flag flag, String rules, String experiment, String variants, double traffic) {
    var definition = Experiments.definition().setFlag(flag.getKey()).setTraffic(traffic);
    read("{\"variants\": " + variants + "}", definition);
    definition.addMetrics(
        Experiments.metric(
            "orders", MetricKind.METRIC_KIND_PROPORTION, "order", MetricRole.METRIC_ROLE_PRIMARY));
    Experiments.create(experiment, definition);
    changeRules(flag, rules);
    Experiments.submit(experiment);
    Experiments.review(experiment, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved(experiment);
  }

  static void halt(String experiment) {
    var request = HaltExperimentRequest.newBuilder().setKey(experiment).setReason("orders fell");
    Stack.as("service").experiments().haltExperiment(request.build());
  }

  private static Flag update(
      FlagServiceBlockingStub service, Flag flag, FlagDefinition definition) {
    var request =
        UpdateFlagRequest.newBuilder()
            .setKey(flag.getKey())
            .setExpectedVersion(flag.getVersion())
            .setDefinition(definition)
            .setReason("the test wants it so");
    return service.updateFlag(request.build()).getFlag();
  }

  private static FlagServiceBlockingStub service() {
    return Stack.as("experimenter").flags();
  }

  private static void read(String json, Message.Builder into) {
    try {
      JsonFormat.parser().merge(json, into);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
