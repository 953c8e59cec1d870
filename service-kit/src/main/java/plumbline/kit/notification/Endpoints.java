package plumbline.kit.notification;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Everybody who is told, as configured. */
public class Endpoints {
  private static final int MOST = 20;

  private final List<Endpoint> all;
  private final Optional<URI> dashboard;
  private final AllowedAddresses allowed;

  /**
   * Reads the configuration.
   *
   * @param topics all that the service can tell, in their order
   * @throws IllegalStateException if it is not as it must be, with a sentence for each mistake
   */
  public Endpoints(NotificationConfig config, List<? extends Topic> topics) {
    var problems = new ArrayList<String>();
    this.allowed =
        AllowedAddresses.parse(
            config.allowedAddresses().orElse(List.of()),
            word ->
                problems.add(
                    "plumbline.notification.allowed-addresses may hold addresses, ranges such as"
                        + " 10.1.0.0/16 and names of hosts, not '%s'".formatted(word)));
    this.all = parse(config, topics, problems);
    this.dashboard = dashboard(config, problems);
    checkNumbers(config, problems);
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "notifications are not configured well (docs/operations.md): "
              + String.join("; ", problems));
    }
  }

  /** All of them. */
  public List<Endpoint> all() {
    return all;
  }

  /** Where messages may go. */
  AllowedAddresses allowed() {
    return allowed;
  }

  /** Where an experiment's results are shown; empty if that is not known. */
  public Optional<String> link(String experiment) {
    return dashboard.map(
        at -> at.toString().replaceFirst("/+$", "") + "/experiments/" + experiment);
  }

  private static List<Endpoint> parse(
      NotificationConfig config, List<? extends Topic> topics, List<String> problems) {
    var endpoints = new ArrayList<Endpoint>();
    var urls = new HashSet<URI>();
    config
        .webhooks()
        .forEach((name, settings) ->
            WebhookParser.parse(name, settings, config.allowHttp(), topics, problems)
                .ifPresent(endpoint -> {
                  endpoints.add(endpoint);
                  if (!urls.add(endpoint.url())) {
                    problems.add(
                        "plumbline.notification.webhooks.%s.url is another webhook's: it would be told"
                                .formatted(name)
                            + " everything twice");
                  }
                }));
    if (endpoints.size() > MOST) {
      problems.add("plumbline.notification.webhooks may hold at most " + MOST);
    }
    return List.copyOf(endpoints);
  }

  private static Optional<URI> dashboard(NotificationConfig config, List<String> problems) {
    var url = config.dashboardUrl().flatMap(WebhookParser::httpAddress);
    if (config.dashboardUrl().isPresent() && url.isEmpty()) {
      problems.add(
          "plumbline.notification.dashboard-url must be an address such as https://example.com");
    }
    return url;
  }

  private static void checkNumbers(NotificationConfig config, List<String> problems) {
    requirePositive(config.timeout(), "timeout", problems);
    requirePositive(config.minBackoff(), "min-backoff", problems);
    requirePositive(config.pollInterval(), "poll-interval", problems);
    requirePositive(config.keep(), "keep", problems);
    if (config.maxBackoff().compareTo(config.minBackoff()) < 0) {
      problems.add("plumbline.notification.max-backoff must be at least min-backoff");
    }
    if (config.maxAttempts() < 1) {
      problems.add("plumbline.notification.max-attempts must be at least 1");
    }
  }

  private static void requirePositive(Duration duration, String key, List<String> problems) {
    if (duration.toMillis() < 1) {
      problems.add("plumbline.notification." + key + " must be at least 1ms");
    }
  }
}
