package plumbline.assignment;

import static plumbline.assignment.Calls.experiments;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

/** Steps of an experiment's life, each by somebody who may take it. */
final class Flow {
  static final Timestamp PAST_START = Timestamps.fromSeconds(1_700_000_000);
  static final Timestamp PAST_END = Timestamps.fromSeconds(1_701_000_000);

  private Flow() {}

  static CreateExperimentRequest creation(String key, ExperimentDefinition definition) {
    return CreateExperimentRequest.newBuilder().setKey(key).setDefinition(definition).build();
  }

  static ImportExperimentRequest history(String key, ExperimentDefinition definition) {
    return ImportExperimentRequest.newBuilder()
        .setKey(key)
        .setDefinition(definition)
        .setStartTime(PAST_START)
        .setEndTime(PAST_END)
        .build();
  }

  static Experiment create(String key, ExperimentDefinition definition) {
    return experiments(Tokens.ann()).createExperiment(creation(key, definition)).getExperiment();
  }

  static Experiment submit(String key) {
    return experiments(Tokens.ann())
        .submitExperiment(SubmitExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }

  static ReviewExperimentRequest verdict(String key, ReviewVerdict verdict) {
    return ReviewExperimentRequest.newBuilder()
        .setKey(key)
        .setVerdict(verdict)
        .setComment("looked at it")
        .build();
  }

  static Experiment approve(String key) {
    return experiments(Tokens.rita())
        .reviewExperiment(verdict(key, ReviewVerdict.REVIEW_VERDICT_APPROVE))
        .getExperiment();
  }

  static Experiment reject(String key) {
    return experiments(Tokens.rita())
        .reviewExperiment(verdict(key, ReviewVerdict.REVIEW_VERDICT_REJECT))
        .getExperiment();
  }

  static Experiment start(String key) {
    return experiments(Tokens.ann())
        .startExperiment(StartExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }

  static Experiment stop(String key) {
    return experiments(Tokens.ann())
        .stopExperiment(
            StopExperimentRequest.newBuilder().setKey(key).setReason("as planned").build())
        .getExperiment();
  }

  static Experiment halt(String key) {
    return experiments(Tokens.service())
        .haltExperiment(
            HaltExperimentRequest.newBuilder().setKey(key).setReason("orders fell").build())
        .getExperiment();
  }

  /** A new experiment that runs. */
  static String running(String prefix, ExperimentDefinition definition) {
    var key = Definitions.newKey(prefix);
    create(key, definition);
    submit(key);
    approve(key);
    start(key);
    return key;
  }
}
