package plumbline.openfeature;

import java.util.Optional;

/**
 * An event as it will be sent, however often: what its caller changes later changes nothing.
 *
 * @param json an {@code Event} of the contract, with its id
 * @param seen what is known once this is stored; empty: it is no exposure
 */
record Event(String json, Optional<Seen> seen) {

  /** That a unit saw a variant. */
  record Seen(String experiment, String variant, String unitType, String unit) {}
}
