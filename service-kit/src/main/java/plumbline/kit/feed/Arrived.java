package plumbline.kit.feed;

import java.util.List;
import java.util.OptionalLong;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/**
 * Definitions that take effect together.
 *
 * @param since the version that they are changes of; empty: they are all there are
 * @param experiments those that changed since, or all
 * @param sdkKeys those that changed since, or all
 */
public record Arrived(
    String epoch,
    OptionalLong since,
    long version,
    List<Experiment> experiments,
    List<SdkKeyCredential> sdkKeys) {

  /**
   * What to do with them.
   *
   * @param write whether they are to be written down
   * @param follows whether what is then held leads on to what the same stream brings next
   */
  public record Takeover(boolean write, boolean follows) {}

  /** The version that is held once they are written down. */
  public Held held() {
    return new Held(epoch, version);
  }

  /**
   * Whether they are news.
   *
   * @param following what this answered for the same stream before
   * @throws IllegalStateException if they are changes that do not go on from what is held
   */
  public Takeover after(Held held, boolean following) {
    var otherEpoch = !held.epoch().equals(epoch);
    if (since.isEmpty()) {
      // A replica that lags behind sends something older, and so does one whose database was
      // restored: its changes lead nowhere from here until it has sent everything once more.
      var taken = otherEpoch || version >= held.version();
      return new Takeover(taken, taken);
    }
    if (!otherEpoch && version <= held.version()) {
      return new Takeover(false, following);
    }
    if (otherEpoch || !following || held.version() < since.getAsLong()) {
      throw new IllegalStateException("changes do not go on from version " + held.version());
    }
    return new Takeover(true, true);
  }
}
