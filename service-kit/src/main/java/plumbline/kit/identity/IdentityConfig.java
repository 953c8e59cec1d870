package plumbline.kit.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How callers prove who they are, and how this service proves it to others. */
@ConfigMapping(prefix = "plumbline.identity")
public interface IdentityConfig {
  /**
   * Lets callers on loopback evaluate and track without a credential. For the local stack alone;
   * never in production.
   */
  @WithDefault("false")
  boolean anonymousClient();

  /** How many verified credentials are remembered until they expire. */
  @WithDefault("10000")
  int rememberedCredentials();

  /**
   * The file that holds this service's own token for calling others; read again when it changes.
   */
  Optional<Path> serviceTokenFile();

  /**
   * The page where a person signs in, such as {@code /sign-in}. Where it is set, a browser that is
   * refused is sent there, or gets a page; everybody else gets JSON.
   */
  Optional<String> signInPath();
}
