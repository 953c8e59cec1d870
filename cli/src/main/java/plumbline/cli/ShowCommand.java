package plumbline.cli;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;

/** {@code plumb show KEY}. */
@Command(
    name = "show",
    description = "Shows an experiment: where it has got to, its file, its plan and its review.")
final class ShowCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "KEY", description = "the experiment's key")
  private String key = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var lines =
        connection.assignment(channel -> {
          var get = GetExperimentRequest.newBuilder().setKey(key).build();
          var found = ExperimentServiceGrpc.newBlockingStub(channel).getExperiment(get);
          return ExperimentText.of(found, yaml(channel), review(channel));
        });
    lines.forEach(spec.commandLine().getOut()::println);
    return Plumb.DONE;
  }

  private String yaml(Channel channel) {
    var export = ExportDefinitionRequest.newBuilder().setKey(key).build();
    return DefinitionServiceGrpc.newBlockingStub(channel).exportDefinition(export).getYaml();
  }

  /** Empty where the service is older than reviews. */
  private Optional<GetReviewResponse> review(Channel channel) {
    try {
      var get = GetReviewRequest.newBuilder().setKey(key).build();
      return Optional.of(ExperimentServiceGrpc.newBlockingStub(channel).getReview(get));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
