package plumbline.system.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.kit.identity.Role;
import plumbline.localstack.Directories;
import plumbline.localstack.Identities;
import plumbline.system.wire.GuardedStack;

/**
 * Somebody who calls, or pretends to be somebody.
 *
 * @param token null: none
 * @param role null: the token is worth nothing
 */
record Caller(String name, @Nullable String token, @Nullable Role role) {

  /** Everybody there can be: each role, and who has no valid token. */
  static List<Caller> all() {
    var stack = GuardedStack.get();
    var admin = Set.of("admin");
    var expired = stack.token("late", admin, Duration.ofHours(-1));
    var forged = Identities.in(Directories.temporary()).token("forger", admin, Duration.ofHours(1));
    var whole = stack.token("somebody", admin, Duration.ofHours(1));
    var callers = new ArrayList<Caller>();
    callers.add(new Caller("nobody", null, null));
    callers.add(new Caller("garbage", "guarded-garbage-token-08c5", null));
    callers.add(new Caller("expired", expired, null));
    callers.add(new Caller("signed by another key", forged, null));
    callers.add(new Caller("unsigned", whole.substring(0, whole.lastIndexOf('.') + 1), null));
    for (var role : Role.values()) {
      var word = role.name().toLowerCase(Locale.ROOT);
      callers.add(new Caller(word, GuardedStack.token(word), role));
    }
    return callers;
  }

  /** What the table says of this caller, where it allows those roles. */
  Right right(Set<Role> allowed) {
    if (allowed.isEmpty() || (role != null && allowed.contains(role))) {
      return Right.ADMITTED;
    }
    return role == null ? Right.UNAUTHENTICATED : Right.DENIED;
  }

  @Nullable String authorization() {
    return token == null ? null : "Bearer " + token;
  }

  enum Right {
    ADMITTED,
    UNAUTHENTICATED,
    DENIED
  }
}
