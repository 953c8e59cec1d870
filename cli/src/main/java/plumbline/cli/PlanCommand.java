package plumbline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import plumbline.proto.assignment.v1.DefinitionAction;

/** {@code plumb plan FILE...}. */
@Command(name = "plan", description = "Shows what applying files would change; changes nothing.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(names = "--fail-on-change", description = "end with 4 where there is something to change")
  private boolean failOnChange;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML, one experiment each")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var definitions = DefinitionFile.readAll(files);
    return connection.assignment(channel -> {
      var out = spec.commandLine().getOut();
      var err = spec.commandLine().getErr();
      var code = Plumb.DONE;
      for (var definition : definitions) {
        try {
          var plan = definition.plan(channel);
          definition.show(plan).forEach(out::println);
          if (failOnChange
              && code == Plumb.DONE
              && plan.getAction() != DefinitionAction.DEFINITION_ACTION_NONE) {
            code = Plumb.TO_CHANGE;
          }
        } catch (PlumbException e) {
          // The next file may be refused too: one run says it all.
          err.println(e.getMessage());
          code = Math.max(e.exitCode(), code == Plumb.TO_CHANGE ? Plumb.REFUSED : code);
        }
      }
      return code;
    });
  }
}
