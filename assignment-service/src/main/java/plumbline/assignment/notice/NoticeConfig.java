package plumbline.assignment.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How the clients of flags are told of changes. */
@ConfigMapping(prefix = "plumbline.flags")
public interface NoticeConfig {
  /** How long an open stream is silent at most, so that nobody in between takes it for dead. */
  @WithDefault("20s")
  Duration keepAlive();

  /** How many streams may be open at once, of all protocols together. */
  @WithDefault("10000")
  int maxStreams();

  /**
   * Where browsers reach this service, such as {@code https://flags.example}: what bulk replies
   * name for change notices. Else it is what the request says that it was sent to.
   */
  Optional<URI> publicUrl();
}
