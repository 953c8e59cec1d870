package plumbline.tracking.unit;

/**
 * A unit.
 *
 * @param type the contracts' number of its type
 * @param id its id within the type
 */
public record UnitKey(short type, String id) {}
