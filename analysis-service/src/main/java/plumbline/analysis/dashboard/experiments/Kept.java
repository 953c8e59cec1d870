package plumbline.analysis.dashboard.experiments;

import java.util.List;

/**
 * What nobody changed stays as it is stored, to the last blank: a form sends text without the
 * blanks around it, and with its own line ends.
 */
final class Kept {
  private Kept() {}

  static String text(String typed, String stored) {
    return typed.equals(plain(stored)) ? stored : typed;
  }

  static List<String> list(String typed, List<String> read, String separator, List<String> stored) {
    return typed.equals(plain(String.join(separator, stored))) ? stored : read;
  }

  private static String plain(String stored) {
    return stored.replace("\r\n", "\n").strip();
  }
}
