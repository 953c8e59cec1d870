package plumbline.assignment.change;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/**
 * A row that replicas assign by, or know callers by.
 *
 * @param changed the version of the snapshot at which it changed last, or the one after
 * @param stamp drawn anew at each change; 1 to 2^32
 * @param contract as others see it, of the kind's type
 */
public record StoredRow(Kind kind, String key, long changed, long stamp, Message contract) {

  /** Unique among all rows. */
  public String id() {
    return kind.id(key);
  }

  /** What a row is. */
  public enum Kind {
    EXPERIMENT("e:", Experiment.parser()),
    FLAG("f:", Flag.parser()),
    HOLDOUT("h:", Holdout.parser()),
    SDK_KEY("k:", SdkKeyCredential.parser());

    private final String prefix;
    private final Parser<? extends Message> parser;

    Kind(String prefix, Parser<? extends Message> parser) {
      this.prefix = prefix;
      this.parser = parser;
    }

    /** What the ids of its rows begin with. */
    public String prefix() {
      return prefix;
    }

    /** The id of its row with that key. */
    public String id(String key) {
      return prefix + key;
    }

    /** Reads contracts of its type. */
    public Parser<? extends Message> parser() {
      return parser;
    }
  }
}
