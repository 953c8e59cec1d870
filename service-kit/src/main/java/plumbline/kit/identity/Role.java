package plumbline.kit.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a principal may be. A token carries roles in its {@code groups} claim, in lower case. */
public enum Role {
  /** A caller's back end or SDK: evaluates and tracks. */
  CLIENT,
  /** Reads results. */
  ANALYST,
  /** Defines and runs experiments. */
  EXPERIMENTER,
  /** Sits on the review board. */
  REVIEWER,
  /** Imports history; may do what an experimenter may. */
  ADMIN,
  /** One of our own services. */
  SERVICE;

  /** Roles as people read them: {@code analyst, reviewer}. */
  public static String names(Set<Role> roles) {
    return roles.stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  static Optional<Role> parse(String group) {
    for (var role : values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(group)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
