package plumbline.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the format of {@code COPY … FROM STDIN (FORMAT binary)}: a head, rows, an end. Rows of
 * several encoders may follow each other between one head and one end.
 */
final class BinaryRows {
  private static final int NULL = -1;
  private static final byte JSONB_VERSION = 1;
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /** Writes one field; fields of a row are written in the order of its columns. */
  private interface Field {
    void write() throws IOException;
  }

  /** What stands before the first row: the signature, no flags, no extension. */
  static byte[] head() {
    var head = new BinaryRows();
    head.write(() -> {
      head.out.write("PGCOPY\n".getBytes(StandardCharsets.US_ASCII));
      head.out.write(new byte[] {(byte) 0xff, '\r', '\n', 0});
      head.out.writeInt(0);
      head.out.writeInt(0);
    });
    return head.toBytes();
  }

  /** What stands after the last row. */
  static byte[] end() {
    return new byte[] {(byte) 0xff, (byte) 0xff};
  }

  /** Begins a row of so many fields. */
  BinaryRows row(int fields) {
    return write(() -> out.writeShort(fields));
  }

  BinaryRows smallint(int value) {
    return write(() -> {
      out.writeInt(Short.BYTES);
      out.writeShort(value);
    });
  }

  BinaryRows bigint(@Nullable Long value) {
    return write(() -> {
      if (value == null) {
        out.writeInt(NULL);
      } else {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
      }
    });
  }

  BinaryRows text(@Nullable String value) {
    return bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  BinaryRows bytea(byte @Nullable [] value) {
    return write(() -> {
      if (value == null) {
        out.writeInt(NULL);
      } else {
        out.writeInt(value.length);
        out.write(value);
      }
    });
  }

  /** A timestamptz, to the microsecond. */
  BinaryRows time(Instant value) {
    return bigint(ChronoUnit.MICROS.between(EPOCH, value));
  }

  /** A jsonb, from its text. */
  BinaryRows jsonb(@Nullable String json) {
    return write(() -> {
      if (json == null) {
        out.writeInt(NULL);
      } else {
        var text = json.getBytes(StandardCharsets.UTF_8);
        out.writeInt(1 + text.length);
        out.writeByte(JSONB_VERSION);
        out.write(text);
      }
    });
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private BinaryRows write(Field field) {
    try {
      field.write();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
