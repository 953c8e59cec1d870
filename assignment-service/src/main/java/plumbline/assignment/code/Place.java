package plumbline.assignment.code;

/**
 * Where a file says something.
 *
 * @param path such as {@code guardrails[1].threshold}
 * @param line from 1
 */
record Place(String path, int line) {

  /** A description that begins with the line, by which an editor finds it. */
  static String at(int line, String description) {
    return "line " + line + ": " + description;
  }

  Place member(String name, int at) {
    return new Place(path.isEmpty() ? name : path + "." + name, at);
  }

  Place element(int index, int at) {
    return new Place(path + "[" + index + "]", at);
  }
}
