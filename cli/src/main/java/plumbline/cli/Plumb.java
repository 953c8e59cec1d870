package plumbline.cli;

import io.grpc.StatusRuntimeException;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command, and what its exit codes mean. */
@Command(
    name = "plumb",
    description = "Experiments from the command line.",
    subcommands = {
      PlanCommand.class,
      ApplyCommand.class,
      ExportCommand.class,
      ShowCommand.class,
      ResultsCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done, or there was nothing to do.",
      "1:Refused: the file, or the state of things, does not allow it.",
      "2:The command line is wrong, or a file cannot be read or written.",
      "3:A service cannot be reached; trying again is safe.",
      "4:There is something to change (plan --fail-on-change)."
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  PLUMBLINE_ASSIGNMENT  assignment-service, host:port (localhost:9081)",
      "  PLUMBLINE_ANALYSIS    analysis-service, host:port (localhost:9080)",
      "  PLUMBLINE_TOKEN       the token to call with (or --token-file)",
      "  PLUMBLINE_TLS         true: encrypt, and check the services' certificates"
    })
public final class Plumb {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;
  static final int TO_CHANGE = 4;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  private Plumb() {}

  public static void main(String[] arguments) {
    // What a person has to know is printed; what libraries log is not for them.
    LogManager.getLogManager().reset();
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    var command = new CommandLine(new Plumb());
    command.setParameterExceptionHandler((e, _) -> usage(e));
    command.setExecutionExceptionHandler((e, at, _) -> failed(e, at));
    return command.execute(arguments);
  }

  private static int usage(ParameterException e) {
    var command = e.getCommandLine();
    command.getErr().println("plumb: " + e.getMessage());
    command.getErr().println("Try: plumb --help");
    return USAGE;
  }

  private static int failed(Exception e, CommandLine at) {
    var failure =
        switch (e) {
          case PlumbException known -> known;
          case StatusRuntimeException status -> Refusal.of(status);
          default -> new PlumbException(REFUSED, "this is a defect of plumb: " + e);
        };
    at.getErr().println("plumb: " + failure.getMessage());
    return failure.exitCode();
  }
}
