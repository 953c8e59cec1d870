package plumbline.tracking.fold;

/**
 * A unit.
 *
 * @param type the contracts' number of its type
 * @param id its id within the type
 */
record UnitKey(short type, String id) {}
