package plumbline.tracking.intake;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * SHA-256 of an event's canonical form: every part with its length or in a fixed width, units and
 * attributes sorted, so that equal events have equal digests however they were written down.
 */
final class EventDigest {
  private static final byte VERSION = 1;
  private static final int USUAL_BYTES = 512;
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(EventDigest::sha256);

  private EventDigest() {}

  static Buffer of(Event event) {
    var form = Buffer.buffer(USUAL_BYTES).appendByte(VERSION);
    text(form, event.id());
    form.appendLong(ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
    body(form, event.body());
    form.appendInt(event.units().size());
    event
        .units()
        .forEach((type, unit) -> {
          form.appendShort(type.number());
          text(form, unit);
        });
    form.appendInt(event.attributes().size());
    event
        .attributes()
        .forEach((key, value) -> {
          text(form, key);
          attribute(form, value);
        });
    return Buffer.buffer(SHA256.get().digest(form.getBytes()));
  }

  private static void body(Buffer form, Event.Body body) {
    switch (body) {
      case Event.Exposure(var experiment, var variant) -> {
        form.appendByte((byte) 'x');
        text(form, experiment);
        text(form, variant);
      }
      case Event.Outcome(var name, var valueMicros) -> {
        form.appendByte((byte) (valueMicros == null ? 'o' : 'v'));
        text(form, name);
        form.appendLong(valueMicros == null ? 0 : valueMicros);
      }
    }
  }

  private static void attribute(Buffer form, Object value) {
    switch (value) {
      case String string -> {
        form.appendByte((byte) 's');
        text(form, string);
      }
      case Double number -> form.appendByte((byte) 'n').appendDouble(number);
      case Boolean bool -> form.appendByte((byte) (bool ? 't' : 'f'));
      default -> throw new IllegalStateException(value.getClass().getName());
    }
  }

  private static void text(Buffer form, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    form.appendInt(bytes.length).appendBytes(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
