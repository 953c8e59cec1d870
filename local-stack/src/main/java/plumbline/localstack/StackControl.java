package plumbline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Ends a stack and removes its data from outside: {@code make down}, {@code make clean-data}. Needs
 * nothing but the JDK, so that it runs from its source where nothing is built.
 */
public final class StackControl {
  /** It ends four processes and PostgreSQL, each with a wait of its own. */
  private static final Duration STACK_END_WAIT = Duration.ofMinutes(3);

  private final StackDirectory directory;
  private final Consumer<String> say;

  StackControl(StackDirectory directory, Consumer<String> say) {
    this.directory = directory;
    this.say = say;
  }

  /** {@code check}, {@code down} or {@code clean}, and the directory. */
  public static void main(String[] arguments) throws IOException {
    var directory = new StackDirectory(Path.of(arguments[1]));
    var control = new StackControl(directory, System.out::println);
    switch (arguments[0]) {
      case "check" -> System.exit(control.isFree() ? 0 : 1);
      case "down" -> control.down();
      case "clean" -> System.exit(control.clean() ? 0 : 1);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Whether no stack runs in the directory; says which one does. */
  boolean isFree() {
    var main = directory.main();
    main.ifPresent(process ->
        say.accept(
            "A local stack runs in %s already (process %d); end it with: make down"
                .formatted(directory.root(), process.pid())));
    return main.isEmpty();
  }

  /** Ends the stack that runs in the directory, and whatever one that died has left. */
  void down() throws IOException {
    var main = directory.main();
    main.ifPresent(running -> StackDirectory.end(running, STACK_END_WAIT));
    var leftovers = directory.endLeftovers();
    if (main.isPresent()) {
      say.accept("The local stack in " + directory.root() + " has ended.");
    }
    if (!leftovers.isEmpty()) {
      say.accept("Ended what a stack that died had left: " + String.join(", ", leftovers));
    }
    if (main.isEmpty() && leftovers.isEmpty()) {
      say.accept("Nothing runs in " + directory.root() + ".");
    }
  }

  /** Removes what stacks have kept in the directory; false if a stack runs in it. */
  boolean clean() throws IOException {
    if (!isFree()) {
      return false;
    }
    directory.endLeftovers();
    if (!Files.exists(directory.root())) {
      say.accept("There is no data in " + directory.root() + ".");
      return true;
    }
    directory.removeContents();
    say.accept("Removed " + directory.root() + ".");
    return true;
  }
}
