package plumbline.analysis.signin;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How people sign in. */
@ConfigMapping(prefix = "plumbline.sign-in")
public interface SignInConfig {
  /**
   * A directory of tokens with which anybody who reaches the page may sign in, a file for each: for
   * demonstrations on one's own machine. Absent everywhere else.
   */
  Optional<Path> demoTokens();

  /** Whether people sign in at an identity provider, by OpenID Connect. */
  boolean oidc();
}
