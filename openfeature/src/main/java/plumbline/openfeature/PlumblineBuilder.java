package plumbline.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a {@link Plumbline} works. Every method refuses what makes no sense at once. */
public final class PlumblineBuilder {
  private static final int MAX_BATCH = 500;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final URI events;
  private final Map<String, Function<EvaluationContext, @Nullable String>> units;
  private Supplier<@Nullable String> credential = () -> null;
  private int capacity = 10_000;
  private int batchSize = MAX_BATCH;
  private int rememberedExposures = 100_000;
  private Duration linger = Duration.ofSeconds(1);
  private Duration requestTimeout = Duration.ofSeconds(10);
  private Duration minBackoff = Duration.ofMillis(200);
  private Duration maxBackoff = Duration.ofSeconds(30);
  private Duration flushTimeout = Duration.ofSeconds(5);
  private Clock clock = Clock.systemUTC();
  private @Nullable HttpClient http;

  PlumblineBuilder(URI tracking) {
    var scheme = String.valueOf(tracking.getScheme());
    check(
        tracking.getHost() != null && (scheme.equals("http") || scheme.equals("https")),
        "the address must be like https://tracking.example, not " + tracking);
    this.events = URI.create(tracking.toString().replaceAll("/+$", "") + "/v1/events");
    this.units = new HashMap<>(Units.usual());
  }

  /**
   * The bearer token, asked for before each request, so that it can change; null or empty: none.
   * Called by the sending thread.
   */
  public PlumblineBuilder credential(Supplier<@Nullable String> token) {
    this.credential = token;
    return this;
  }

  /**
   * Where a context has the id of that unit. Without this, the user is the targeting key, and the
   * account and the device are the string attributes of these names, as in evaluations.
   *
   * @param type {@code user}, {@code account} or {@code device}
   * @param reader the id that a context has, or null; called by the thread that tracks
   */
  public PlumblineBuilder unit(String type, Function<EvaluationContext, @Nullable String> reader) {
    check(units.containsKey(type), "unit type must be user, account or device, not " + type);
    units.put(type, reader);
    return this;
  }

  /** Events that may wait, at least 1 (10,000); one more is dropped. About 500 bytes each. */
  public PlumblineBuilder capacity(int events) {
    check(events >= 1, "capacity must be at least 1, not " + events);
    this.capacity = events;
    return this;
  }

  /** Events in a request, 1 to 500 (500). */
  public PlumblineBuilder batchSize(int events) {
    check(events >= 1 && events <= MAX_BATCH, "batch size must be 1 to 500, not " + events);
    this.batchSize = events;
    return this;
  }

  /** Stored exposures that are remembered, at least 1 (100,000), so that they are not repeated. */
  public PlumblineBuilder rememberedExposures(int exposures) {
    check(exposures >= 1, "remembered exposures must be at least 1, not " + exposures);
    this.rememberedExposures = exposures;
    return this;
  }

  /** How long an event waits for others, until a batch is full (1 s); zero: not at all. */
  public PlumblineBuilder linger(Duration most) {
    check(!most.isNegative() && most.compareTo(LONGEST) <= 0, "linger must be 0 to a day");
    this.linger = most;
    return this;
  }

  /** How long an answer is waited for (10 s); then the same is sent again. */
  public PlumblineBuilder requestTimeout(Duration most) {
    this.requestTimeout = positive("request timeout", most);
    return this;
  }

  /** The wait after a first failure (200 ms), doubled with each, and the longest (30 s). */
  public PlumblineBuilder backoff(Duration first, Duration longest) {
    check(
        positive("backoff", first).compareTo(positive("backoff", longest)) <= 0,
        "backoff must not shrink");
    this.minBackoff = first;
    this.maxBackoff = longest;
    return this;
  }

  /** How long a flush and the end may take (5 s). */
  public PlumblineBuilder flushTimeout(Duration most) {
    this.flushTimeout = positive("flush timeout", most);
    return this;
  }

  /** A client of the caller's own, for proxies and certificates. */
  public PlumblineBuilder httpClient(HttpClient client) {
    this.http = client;
    return this;
  }

  /** What says when something happened (the system's clock, UTC). */
  public PlumblineBuilder clock(Clock clock) {
    this.clock = clock;
    return this;
  }

  /** Starts it; it is to be closed. */
  public Plumbline build() {
    var client = http == null ? defaultClient() : http;
    var queue = new EventQueue(capacity, batchSize, linger);
    var known = new KnownExposures(rememberedExposures);
    var sender =
        new Sender(
            queue,
            new Transport(client, events, credential, requestTimeout),
            new Backoff(minBackoff, maxBackoff, () -> ThreadLocalRandom.current().nextDouble()),
            known);
    return new Plumbline(
        new EventMaker(new Units(units), clock), queue, known, sender, flushTimeout);
  }

  private HttpClient defaultClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(requestTimeout)
        .build();
  }

  private static Duration positive(String what, Duration duration) {
    check(
        duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0,
        what + " must be positive, and at most a day");
    return duration;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
