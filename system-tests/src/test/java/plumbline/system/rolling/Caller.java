package plumbline.system.rolling;

import java.util.List;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * One client's way to all three services, whichever replica answers. A call that is not answered
 * well throws, and is not made again.
 */
interface Caller extends AutoCloseable {
  /** Has the user assigned and exposed, and returns the variant. */
  String assign(String user);

  /** What became of each event. */
  List<EventResult> track(TrackRequest batch);

  /** Reads the results; this may be done again. */
  void look();

  @Override
  void close();
}
