package plumbline.kit.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/**
 * How often each principal may call. What is found here once is kept with the credential, so no
 * call looks for it.
 */
@ApplicationScoped
public class CallRates {
  /** Whoever is forgotten beyond that begins with a full second anew, and harms nobody else. */
  private static final int MOST = 20_000;

  /** More than one replica takes of anybody. */
  private static final int MOST_CALLS = 1_000_000;

  private final int callsPerSecond;
  private final Cache<Limited, CallRate> rates = Caffeine.newBuilder().maximumSize(MOST).build();

  @Inject
  CallRates(LimitsConfig config) {
    this(config.callsPerSecond());
  }

  /**
   * Rates of everybody.
   *
   * @param callsPerSecond of who has no limit of its own; 0: as many as one likes
   */
  public CallRates(int callsPerSecond) {
    this.callsPerSecond = callsPerSecond;
  }

  void check(@Observes StartupEvent event) {
    if (callsPerSecond < 0 || callsPerSecond > MOST_CALLS) {
      throw new IllegalStateException(
          "plumbline.limits.calls-per-second must be 0 to 1000000, and is " + callsPerSecond);
    }
  }

  /**
   * The rate of a principal, the same one whenever it is asked for.
   *
   * @param own calls per second that were agreed with this one; 0: as configured for everybody
   */
  public CallRate of(String principal, int own) {
    var limit = own > 0 ? own : callsPerSecond;
    return limit == 0
        ? CallRate.UNLIMITED
        : rates.get(
            new Limited(principal, limit), it -> new CallRate(it.callsPerSecond, System::nanoTime));
  }

  private record Limited(String principal, int callsPerSecond) {}
}
