package plumbline.kit.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
  private final Counter unauthenticated;
  private final Counter denied;
  private final Counter tooOften;

  @Inject
  Access(Credentials credentials, MeterRegistry registry) {
    this.credentials = credentials;
    this.unauthenticated = refused("unauthenticated", registry);
    this.denied = refused("permission_denied", registry);
    this.tooOften = refused("rate", registry);
  }

  /**
   * Who calls, if it may.
   *
   * @throws Failure.Unauthenticated without a valid credential
   * @throws Failure.PermissionDenied if none of its roles is among {@code allowed}
   * @throws Failure.Exhausted if it calls too often
   */
  Caller admit(Set<Role> allowed, @Nullable String authorization, boolean loopback) {
    try {
      return authorize(allowed, authorization, loopback);
    } catch (Failure.Unauthenticated e) {
      unauthenticated.increment();
      throw e;
    } catch (Failure.PermissionDenied e) {
      denied.increment();
      throw e;
    } catch (Failure.Exhausted e) {
      tooOften.increment();
      throw e;
    }
  }

  private Caller authorize(Set<Role> allowed, @Nullable String authorization, boolean loopback) {
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

  private static Counter refused(String reason, MeterRegistry registry) {
    return Counter.builder("plumbline.callers.refused")
        .description("Calls and messages of streams whose caller was not let in")
        .tag("reason", reason)
        .register(registry);
  }
}
