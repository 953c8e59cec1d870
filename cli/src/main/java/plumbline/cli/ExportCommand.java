package plumbline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;

/** {@code plumb export KEY}. */
@Command(name = "export", description = "Writes an experiment's file; applying it changes nothing.")
final class ExportCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where to, replacing what is there; the standard output without")
  private @Nullable Path output;

  @Parameters(paramLabel = "KEY", description = "the experiment's key")
  private String key = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var request = ExportDefinitionRequest.newBuilder().setKey(key).build();
    var yaml =
        connection.assignment(channel ->
            DefinitionServiceGrpc.newBlockingStub(channel).exportDefinition(request).getYaml());
    if (output == null) {
      spec.commandLine().getOut().print(yaml);
      spec.commandLine().getOut().flush();
    } else {
      write(output, yaml);
    }
    return Plumb.DONE;
  }

  private static void write(Path file, String yaml) {
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new PlumbException(Plumb.USAGE, file + " cannot be written");
    }
  }
}
