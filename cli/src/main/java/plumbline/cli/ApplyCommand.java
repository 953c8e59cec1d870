package plumbline.cli;

import io.grpc.Channel;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbline.proto.assignment.v1.DefinitionAction;

/** {@code plumb apply FILE...}. */
@Command(
    name = "apply",
    description = {
      "Makes experiments what files say: new ones become drafts, drafts are changed.",
      "Shows the difference and asks, file by file; ends at the first that is refused."
    })
final class ApplyCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML, one experiment each")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var definitions = DefinitionFile.readAll(files);
    if (!yes && !isTerminal()) {
      throw new PlumbException(
          Plumb.USAGE, "there is nobody to ask: look at what plan says, then apply with --yes");
    }
    return connection.assignment(channel -> {
      for (var definition : definitions) {
        apply(definition, channel, spec.commandLine().getOut());
      }
      return Plumb.DONE;
    });
  }

  private void apply(DefinitionFile definition, Channel channel, PrintWriter out) {
    var plan = definition.plan(channel);
    definition.show(plan).forEach(out::println);
    out.flush();
    if (plan.getAction() == DefinitionAction.DEFINITION_ACTION_NONE) {
      return;
    }
    if (!yes && !isAgreed()) {
      throw new PlumbException(Plumb.REFUSED, definition.name() + ": not applied");
    }
    var applied = definition.apply(channel, plan);
    out.println(
        "%s: applied, '%s' is at version %d"
            .formatted(
                definition.name(),
                applied.getExperiment().getKey(),
                applied.getExperiment().getVersion()));
  }

  private static boolean isTerminal() {
    var console = console();
    return console != null && console.isTerminal();
  }

  private static boolean isAgreed() {
    var console = console();
    var answer = console == null ? null : console.readLine("Apply it? [y/N] ");
    return answer != null && answer.strip().matches("(?i)y(es)?");
  }

  /** Null where there is no terminal, again as before JDK 22. */
  @SuppressWarnings("SystemConsoleNull")
  private static @Nullable Console console() {
    return System.console();
  }
}
