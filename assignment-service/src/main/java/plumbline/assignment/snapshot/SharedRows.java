package plumbline.assignment.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;

/** Rows as Redis holds them: a line of text, which scripts read as well, and the contract. */
final class SharedRows {
  private SharedRows() {}

  /** {@code <changed> <stamp>\n<id>\n<contract>}. */
  static byte[] write(StoredRow row) {
    var head = row.changed() + " " + row.stamp() + "\n" + row.id() + "\n";
    return ByteString.copyFromUtf8(head).concat(row.contract().toByteString()).toByteArray();
  }

  /** The rows; {@link IllegalArgumentException} if there is one that is none. */
  static List<StoredRow> read(Response rows) {
    var read = new ArrayList<StoredRow>(rows.size());
    for (var row : rows) {
      read.add(read(row.toBytes()));
    }
    return read;
  }

  private static StoredRow read(byte[] bytes) {
    var line = lineEnd(bytes, 0);
    var second = lineEnd(bytes, line + 1);
    var numbers = new String(bytes, 0, line, UTF_8).split(" ", -1);
    var id = new String(bytes, line + 1, second - line - 1, UTF_8);
    if (numbers.length != 2) {
      throw new IllegalArgumentException("a row with another head");
    }
    for (var kind : Kind.values()) {
      if (id.startsWith(kind.prefix())) {
        return new StoredRow(
            kind,
            id.substring(kind.prefix().length()),
            Long.parseLong(numbers[0]),
            Long.parseLong(numbers[1]),
            contract(kind, bytes, second + 1));
      }
    }
    throw new IllegalArgumentException("a row of no known kind");
  }

  private static com.google.protobuf.Message contract(Kind kind, byte[] bytes, int from) {
    try {
      return kind.parser().parseFrom(bytes, from, bytes.length - from);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (var i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    throw new IllegalArgumentException("a row without a head");
  }
}
