package plumbline.system.intake;

import plumbline.proto.tracking.v1.TrackRequest;

/** One client's way to the intake; several of its threads may send at once. */
interface Courier extends AutoCloseable {
  /** Sends a batch once, and waits for what became of it. */
  Attempt send(TrackRequest batch) throws InterruptedException;

  @Override
  void close();
}
