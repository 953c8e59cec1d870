package plumbline.localstack.demo;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import plumbline.cli.Words;
import plumbline.localstack.StackClients;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

/** Takes the running demo through its life up to RUNNING, from wherever it is. */
final class RunningSeed {
  private final StackClients experimenter;
  private final StackClients reviewer;
  private final PrintStream out;

  RunningSeed(StackClients experimenter, StackClients reviewer, PrintStream out) {
    this.experimenter = experimenter;
    this.reviewer = reviewer;
    this.out = out;
  }

  /** Whether it runs; false if somebody has ended it. */
  boolean ensure() {
    var experiment = find();
    while (true) {
      switch (experiment.getState()) {
        case EXPERIMENT_STATE_DRAFT -> experiment = submit();
        case EXPERIMENT_STATE_IN_REVIEW -> experiment = approve();
        case EXPERIMENT_STATE_APPROVED -> experiment = start();
        case EXPERIMENT_STATE_RUNNING -> {
          return true;
        }
        case EXPERIMENT_STATE_REJECTED,
            EXPERIMENT_STATE_STOPPED,
            EXPERIMENT_STATE_HALTED,
            EXPERIMENT_STATE_DECIDED,
            EXPERIMENT_STATE_UNSPECIFIED,
            UNRECOGNIZED -> {
          out.println(RunningDemo.KEY + " is " + Words.of(experiment.getState()) + ".");
          return false;
        }
      }
    }
  }

  private Experiment find() {
    try {
      var request = GetExperimentRequest.newBuilder().setKey(RunningDemo.KEY).build();
      return experimenter.experiments().getExperiment(request).getExperiment();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      return create();
    }
  }

  private Experiment create() {
    out.println("Creating " + RunningDemo.KEY + ": submitted, approved by a reviewer, started.");
    experimenter
        .flags()
        .createFlag(
            CreateFlagRequest.newBuilder()
                .setKey(RunningDemo.FLAG)
                .setDefinition(RunningDemo.flag())
                .build());
    return experimenter
        .experiments()
        .createExperiment(
            CreateExperimentRequest.newBuilder()
                .setKey(RunningDemo.KEY)
                .setDefinition(RunningDemo.definition())
                .build())
        .getExperiment();
  }

  private Experiment submit() {
    return experimenter
        .experiments()
        .submitExperiment(SubmitExperimentRequest.newBuilder().setKey(RunningDemo.KEY).build())
        .getExperiment();
  }

  private Experiment approve() {
    return reviewer
        .experiments()
        .reviewExperiment(
            ReviewExperimentRequest.newBuilder()
                .setKey(RunningDemo.KEY)
                .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                .setComment("A demo: go ahead.")
                .build())
        .getExperiment();
  }

  private Experiment start() {
    return experimenter
        .experiments()
        .startExperiment(StartExperimentRequest.newBuilder().setKey(RunningDemo.KEY).build())
        .getExperiment();
  }
}
