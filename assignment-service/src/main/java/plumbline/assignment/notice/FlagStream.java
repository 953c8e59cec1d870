package plumbline.assignment.notice;

/** Somebody who is told of changes for as long as it stays. It is called by any thread. */
public interface FlagStream {

  /** Flags changed: says so now, or as soon as the reader takes more. */
  void tell();

  /** Says something if nothing was said since this was last called. */
  void keepAlive();

  /** The service ends: closes the stream in a way that makes the reader come again. */
  void end();
}
