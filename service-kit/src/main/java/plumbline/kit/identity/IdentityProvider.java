package plumbline.kit.identity;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Refuses to start in production without somebody to trust. */
@ApplicationScoped
class IdentityProvider {

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  void require(@Observes StartupEvent start, Config config) {
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      return;
    }
    requireSet(config, "mp.jwt.verify.publickey.location", "mp.jwt.verify.publickey");
    requireSet(config, "mp.jwt.verify.issuer");
    // Without it, a token that the provider made for another application would do.
    requireSet(config, "mp.jwt.verify.audiences");
  }

  private static void requireSet(Config config, String... oneOf) {
    for (var name : oneOf) {
      if (config.getOptionalValue(name, String.class).isPresent()) {
        return;
      }
    }
    throw new IllegalStateException(
        "no identity provider: set " + String.join(" or ", oneOf) + " (docs/operations.md)");
  }
}
