package plumbline.analysis.results;

import plumbline.analysis.study.ExperimentKey;

/** Keeps the looks of group-sequential designs, for all replicas and for ever. */
public interface LookStore {
  /**
   * An experiment's, in order.
   *
   * @throws plumbline.kit.failure.Failure.Unavailable if they cannot be read
   */
  Looks of(ExperimentKey experiment);

  /**
   * Keeps a look, if none of its number is kept.
   *
   * @return whether it was kept; else another one was, and that is the one that counts
   * @throws plumbline.kit.failure.Failure.Unavailable if it cannot be written
   */
  boolean add(ExperimentKey experiment, Looks.Taken look);
}
