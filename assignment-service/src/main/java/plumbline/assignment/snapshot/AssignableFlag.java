package plumbline.assignment.snapshot;

import com.google.protobuf.Value;
import java.time.Instant;
import java.util.Map;
import plumbline.engine.targeting.LiveFlag;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagRule.KindCase;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;

/** A flag with everything that it can answer made beforehand, once a snapshot. */
public final class AssignableFlag {
  private final Flag flag;
  private final LiveFlag<FlagAnswer> live;
  private final String revision;
  private final boolean goesByUnits;

  AssignableFlag(Flag flag, LiveFlag<FlagAnswer> live, String revision) {
    this.flag = flag;
    this.live = live;
    this.revision = revision;
    this.goesByUnits =
        flag.getDefinition().getRulesList().stream()
            .anyMatch(rule -> rule.getKindCase() != KindCase.FORCE);
  }

  public String key() {
    return flag.getKey();
  }

  public FlagType type() {
    return flag.getDefinition().getType();
  }

  public UnitType unitType() {
    return flag.getDefinition().getUnitType();
  }

  /** Whether it is out of use. */
  public boolean archived() {
    return flag.hasArchiveTime();
  }

  /** When its definition was last changed, archived or restored. */
  public Instant updateTime() {
    var time = flag.getUpdateTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Whether a unit is needed to decide. */
  public boolean goesByUnits() {
    return goesByUnits;
  }

  /** Another text wherever anything changed that the flag answers by. */
  public String revision() {
    return revision;
  }

  /**
   * What the unit gets.
   *
   * @param unit of the flag's unit type, validated; anything where the flag does not go by units
   */
  public FlagAnswer decide(String unit, Map<String, Value> attributes) {
    return live.decide(unit, attributes);
  }

  LiveFlag<FlagAnswer> live() {
    return live;
  }
}
