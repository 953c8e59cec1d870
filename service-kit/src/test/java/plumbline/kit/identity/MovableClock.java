package plumbline.kit.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Starts at a whole second, as a token's times are whole seconds. */
final class MovableClock extends Clock {
  private Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());

  void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
