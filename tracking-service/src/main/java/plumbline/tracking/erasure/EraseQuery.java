package plumbline.tracking.erasure;

import plumbline.engine.bucketing.Bucketing;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.unit.UnitId;
import plumbline.proto.tracking.v1.EraseUnitRequest;
import plumbline.tracking.unit.UnitKey;
import plumbline.tracking.unit.UnitType;

/**
 * A unit to be erased.
 *
 * @param shard where the fold has it, 0 to 15
 */
record EraseQuery(UnitKey unit, short shard) {

  /**
   * What is asked.
   *
   * @throws Failure.Invalid if it names no unit
   */
  static EraseQuery parse(EraseUnitRequest request) {
    var violations = new Violations();
    var type = UnitType.parse(request.getUnitType());
    var unit = request.getUnit();
    violations.check(type.isPresent(), "unit_type", "must be user, account or device");
    violations.check(UnitId.isValid(unit), "unit", UnitId.RULE);
    violations.throwIfAny();
    var known = type.orElseThrow();
    return new EraseQuery(
        new UnitKey(known.number(), unit), (short) Bucketing.shard(known.key(), unit));
  }
}
