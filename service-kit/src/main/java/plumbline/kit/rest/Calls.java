package plumbline.kit.rest;

import java.util.List;

/** A feature's part of its service's table. */
public interface Calls {

  /** The rows. */
  List<Call> rows();
}
