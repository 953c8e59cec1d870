package plumbline.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;

/** Holds a caller against the roles that a row of the table allows, and against its rate. */
@ApplicationScoped
class Access {
  private final Credentials credentials;

  @Inject
  Access(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Who calls, if it may.
   *
   * @throws Failure.Unauthenticated without a valid credential
   * @throws Failure.PermissionDenied if none of its roles is among {@code allowed}
   * @throws Failure.Exhausted if it calls too often
   */
  Caller admit(Set<Role> allowed, @Nullable String authorization, boolean loopback) {
    var caller = credentials.authenticate(authorization, loopback);
    // Before the roles: who asks too often may not go on asking for what it may not.
    caller.rate().require();
    if (Collections.disjoint(allowed, caller.principal().roles())) {
      if (authorization == null) {
        // Anonymous: who they are is what is missing, and a browser is sent to say it.
        throw new Failure.Unauthenticated("needs a credential of the roles " + Role.names(allowed));
      }
      throw new Failure.PermissionDenied("needs one of the roles " + Role.names(allowed));
    }
    return caller;
  }
}
