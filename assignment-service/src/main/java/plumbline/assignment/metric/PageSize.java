package plumbline.assignment.metric;

import plumbline.kit.failure.Violations;

/** How much a list shows at once. */
final class PageSize {
  static final String TOKEN = "must be a next_page_token of an earlier reply";

  private static final int DEFAULT = 50;
  private static final int MAX = 500;

  private PageSize() {}

  /** Adds a violation if it is out of range; answers what to show. */
  static int check(Violations violations, int asked) {
    violations.check(asked >= 0 && asked <= MAX, "page_size", "must be 1 to 500; 50 if 0");
    return asked == 0 ? DEFAULT : asked;
  }
}
