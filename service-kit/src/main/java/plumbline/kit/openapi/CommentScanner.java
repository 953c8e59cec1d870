package plumbline.kit.openapi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the comment above each part of a contract; one part a line, as the contracts are laid out.
 */
final class CommentScanner {
  private static final Pattern COMMENT = Pattern.compile("\\s*// ?(.*)");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
  private static final Pattern OPEN =
      Pattern.compile("\\s*(message|enum|service|oneof) (\\w+) \\{(}?).*");
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\s*(?:rpc (\\w+)\\(.*|(?:(?:optional|repeated) )?(?:[\\w.]+(?:<.*>)? )?(\\w+) = \\d+.*)");
  private static final Pattern CLOSE = Pattern.compile("\\s*}.*");

  private final Map<String, String> found = new HashMap<>();
  private final List<String> comment = new ArrayList<>();
  private final Deque<String> scopes = new ArrayDeque<>();

  private CommentScanner() {}

  /** Comments by the full name of what they are above. */
  static Map<String, String> scan(String contract) {
    var scanner = new CommentScanner();
    contract.lines().forEach(scanner::line);
    return scanner.found;
  }

  private void line(String line) {
    var said = COMMENT.matcher(line);
    if (said.matches()) {
      comment.add(said.group(1));
      return;
    }
    declaration(line);
    comment.clear();
  }

  private void declaration(String line) {
    var file = PACKAGE.matcher(line);
    var open = OPEN.matcher(line);
    var member = MEMBER.matcher(line);
    if (file.matches()) {
      scopes.push(file.group(1));
    } else if (open.matches()) {
      open(open.group(1), open.group(2), !open.group(3).isEmpty());
    } else if (member.matches()) {
      var name = member.group(1) == null ? member.group(2) : member.group(1);
      found.put(scopes.element() + "." + name, String.join(" ", comment));
    } else if (CLOSE.matcher(line).matches()) {
      scopes.pop();
    }
  }

  private void open(String kind, String name, boolean closed) {
    // The members of a oneof are the message's.
    var scope = kind.equals("oneof") ? scopes.element() : scopes.element() + "." + name;
    if (!kind.equals("oneof")) {
      found.put(scope, String.join(" ", comment));
    }
    if (!closed) {
      scopes.push(scope);
    }
  }
}
