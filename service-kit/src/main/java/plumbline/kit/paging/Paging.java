package plumbline.kit.paging;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import plumbline.kit.failure.Violations;

/** Which page of a list is asked for: each list is paged alike. */
public final class Paging {
  private static final int DEFAULT_SIZE = 50;
  private static final int MAX_SIZE = 500;
  private static final String TOKEN = "must be a next_page_token of an earlier reply";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private Paging() {}

  /** How much to show, from 1 to 500; adds a violation if something else is asked for. */
  public static int size(Violations violations, int asked) {
    violations.check(asked >= 0 && asked <= MAX_SIZE, "page_size", "must be 1 to 500; 50 if 0");
    return asked == 0 ? DEFAULT_SIZE : asked;
  }

  /** What the page before ended with, such as a key; empty: the first page. */
  public static String after(Violations violations, String token, Predicate<String> isToken) {
    violations.check(token.isEmpty() || isToken.test(token), "page_token", TOKEN);
    return token;
  }

  /** The number that the page before ended with, of a list that falls; highest: the first page. */
  public static long below(Violations violations, String token) {
    var valid = NUMBER.matcher(token).matches();
    violations.check(valid || token.isEmpty(), "page_token", TOKEN);
    return valid ? Long.parseLong(token) : Long.MAX_VALUE;
  }
}
