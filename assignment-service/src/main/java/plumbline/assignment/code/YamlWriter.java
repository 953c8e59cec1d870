package plumbline.assignment.code;

import com.google.protobuf.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes values as YAML 1.2 that {@link YamlParser} reads as the same: in block style, for people.
 */
final class YamlWriter {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setSchema(new CoreSchema())
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setSplitLines(false)
          .build();

  /** Longer than this in plain digits, a number is easier to read with its exponent. */
  private static final int MAX_DIGITS = 20;

  private YamlWriter() {}

  static String print(Node root) {
    var events = new Serialize(SETTINGS).serializeOne(root);
    return new Present(SETTINGS).emitToString(events.iterator());
  }

  static Node mapping(Map<String, Node> members) {
    var tuples = new ArrayList<NodeTuple>();
    members.forEach((name, value) -> tuples.add(new NodeTuple(plain(name), value)));
    return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
  }

  static Node list(List<Node> elements) {
    return new SequenceNode(Tag.SEQ, elements, FlowStyle.BLOCK);
  }

  /** A text; quoted only where it would mean something else without. */
  static Node text(String text) {
    return text.contains("\n") ? new ScalarNode(Tag.STR, text, blockStyle(text)) : plain(text);
  }

  static Node quoted(String text) {
    return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
  }

  static Node flag(boolean value) {
    return new ScalarNode(Tag.BOOL, String.valueOf(value), ScalarStyle.PLAIN);
  }

  static Node number(long value) {
    return new ScalarNode(Tag.INT, String.valueOf(value), ScalarStyle.PLAIN);
  }

  static Node number(BigDecimal value) {
    var text = value.stripTrailingZeros().toPlainString();
    return new ScalarNode(text.contains(".") ? Tag.FLOAT : Tag.INT, text, ScalarStyle.PLAIN);
  }

  static Node number(double value) {
    var shortest = Double.toString(value);
    var decimal = new BigDecimal(shortest).stripTrailingZeros();
    // A decimal has no negative zero.
    return value == 0 || decimal.toPlainString().length() > MAX_DIGITS
        ? new ScalarNode(Tag.FLOAT, shortest, ScalarStyle.PLAIN)
        : number(decimal);
  }

  static Node json(Value value) {
    return switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
      case BOOL_VALUE -> flag(value.getBoolValue());
      case NUMBER_VALUE -> number(value.getNumberValue());
      case STRING_VALUE -> text(value.getStringValue());
      case LIST_VALUE ->
          list(value.getListValue().getValuesList().stream().map(YamlWriter::json).toList());
      case STRUCT_VALUE -> {
        var members = new java.util.LinkedHashMap<String, Node>();
        value.getStructValue().getFieldsMap().forEach((name, it) -> members.put(name, json(it)));
        yield mapping(members);
      }
    };
  }

  private static Node plain(String text) {
    return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
  }

  /** In a block, other line breaks than {@code \n} would be read as one. */
  private static ScalarStyle blockStyle(String text) {
    return text.chars().anyMatch(c -> c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029')
        ? ScalarStyle.DOUBLE_QUOTED
        : ScalarStyle.LITERAL;
  }
}
