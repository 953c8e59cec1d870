package plumbline.system.wire;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;
import plumbline.localstack.WebhookReceiver;

/**
 * A stack that lets nobody in without a token, as in production; shared by the tests that attack
 * it, ended with the JVM.
 */
public final class GuardedStack {
  /** What its webhooks are signed with. */
  public static final String WEBHOOK_SECRET = "guarded-webhook-secret-5d1c";

  /** What its webhooks' addresses end with: who knows it can write to them. */
  public static final String WEBHOOK_PATH = "/guarded-webhook-path-91ae";

  /** The same of one whose receiver is away. */
  public static final String AWAY_WEBHOOK_PATH = "/guarded-webhook-away-3e70";

  /** What it hashes erased units with. */
  public static final String ERASURE_KEY = "9f3b1d57".repeat(8);

  private static @Nullable LocalStack running;

  private GuardedStack() {}

  public static synchronized LocalStack get() {
    var stack = running;
    if (stack == null) {
      var options = StackOptions.random(Directories.temporary());
      for (var service : Service.values()) {
        options = options.withEnvironment(service, "PLUMBLINE_IDENTITY_ANONYMOUS_CLIENT", "false");
      }
      var receiver = WebhookReceiver.start(0);
      options = withWebhook(options, Service.ASSIGNMENT, receiver.port());
      options = withWebhook(options, Service.ANALYSIS, receiver.port());
      stack =
          LocalStack.start(
              withAwayWebhook(options)
                  .withEnvironment(Service.TRACKING, "PLUMBLINE_ERASURE_KEY", ERASURE_KEY)
                  .withEnvironment(Service.TRACKING, "PLUMBLINE_STATISTICS_LATENESS", "0s"));
      running = stack;
    }
    return stack;
  }

  /** A token with these roles, valid for hours. */
  public static String token(String... roles) {
    return get().token("test-" + String.join("-", roles), Set.of(roles), Duration.ofHours(4));
  }

  /** Nobody listens there, and it is given up soon. */
  private static StackOptions withAwayWebhook(StackOptions options) {
    var notification = "PLUMBLINE_NOTIFICATION_";
    return options
        .withEnvironment(
            Service.ASSIGNMENT,
            notification + "WEBHOOKS_AWAY_URL",
            "http://127.0.0.1:1" + AWAY_WEBHOOK_PATH)
        .withEnvironment(Service.ASSIGNMENT, notification + "WEBHOOKS_AWAY_SECRET", WEBHOOK_SECRET)
        .withEnvironment(Service.ASSIGNMENT, notification + "MAX_ATTEMPTS", "2")
        .withEnvironment(Service.ASSIGNMENT, notification + "MIN_BACKOFF", "10ms");
  }

  private static StackOptions withWebhook(StackOptions options, Service service, int port) {
    var hook = "PLUMBLINE_NOTIFICATION_WEBHOOKS_TESTS_";
    return options
        .withEnvironment(service, hook + "URL", "http://127.0.0.1:" + port + WEBHOOK_PATH)
        .withEnvironment(service, hook + "SECRET", WEBHOOK_SECRET);
  }
}
