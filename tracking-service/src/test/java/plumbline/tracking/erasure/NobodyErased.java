package plumbline.tracking.erasure;

import java.time.Duration;
import java.util.Optional;

/** A service in which no unit was erased and none can be. */
public record NobodyErased(Optional<String> key, Duration poll) implements ErasureConfig {

  /** What its fold takes away: nothing. */
  public static ErasedUnits units() {
    var config = new NobodyErased(Optional.empty(), Duration.ofSeconds(2));
    return new ErasedUnits(new Tombstones(config));
  }
}
