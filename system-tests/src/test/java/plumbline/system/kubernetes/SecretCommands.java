package plumbline.system.kubernetes;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The keys of Secrets, as `name/key`, that the commands in k8s/README.md make. */
record SecretCommands(Set<String> keys) {
  private static final Pattern COMMAND =
      Pattern.compile("kubectl -n plumbline create secret generic (\\S+)((?: \\\\\\n|[^\\n])*)");
  private static final Pattern KEY = Pattern.compile("--from-(?:literal|file)=([^=\\s]+)=");

  SecretCommands {
    keys = Set.copyOf(keys);
  }

  static SecretCommands parse(String readme) {
    var keys = new TreeSet<String>();
    COMMAND
        .matcher(readme)
        .results()
        .forEach(command ->
            KEY.matcher(command.group(2))
                .results()
                .forEach(key -> keys.add(command.group(1) + "/" + key.group(1))));
    return new SecretCommands(keys);
  }
}
