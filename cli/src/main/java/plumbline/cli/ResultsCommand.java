package plumbline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GetResultsRequest;

/** {@code plumb results KEY}. */
@Command(
    name = "results",
    description = "Shows an experiment's results: counts, split, and estimates once they are due.")
final class ResultsCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "KEY", description = "the experiment's key")
  private String key = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var request = GetResultsRequest.newBuilder().setExperiment(key).build();
    var results =
        connection.analysis(channel ->
            AnalysisServiceGrpc.newBlockingStub(channel).getResults(request).getResults());
    spec.commandLine().getOut().println(ResultsText.of(results));
    return Plumb.DONE;
  }
}
