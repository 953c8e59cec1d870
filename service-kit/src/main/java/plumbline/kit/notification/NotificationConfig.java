package plumbline.kit.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom a service tells of what happens to experiments, and how patiently. */
@ConfigMapping(prefix = "plumbline.notification")
public interface NotificationConfig {
  /** The webhooks, by name. */
  Map<String, WebhookSettings> webhooks();

  /**
   * Where people open analysis-service; messages link to an experiment's page only if it is set.
   */
  Optional<String> dashboardUrl();

  /** Lets a webhook be plain http to a host other than loopback. */
  @WithDefault("false")
  boolean allowHttp();

  /**
   * Where messages may go beside the public internet: addresses, ranges such as {@code
   * 10.1.0.0/16}, or names of hosts.
   */
  Optional<List<String>> allowedAddresses();

  /** An attempt that is not answered by then has failed. */
  @WithDefault("10s")
  Duration timeout();

  /** After so many attempts a message is given up. */
  @WithDefault("100")
  int maxAttempts();

  /** First pause before a message is sent again; doubles up to {@link #maxBackoff}. */
  @WithDefault("5s")
  Duration minBackoff();

  /**
   * Longest pause before a message is sent again, also where the receiver asks for a longer one.
   */
  @WithDefault("1h")
  Duration maxBackoff();

  /** How often messages that are due are looked for. */
  @WithDefault("1s")
  Duration pollInterval();

  /** How long messages stay in the database after they were delivered or given up. */
  @WithDefault("30d")
  Duration keep();
}
