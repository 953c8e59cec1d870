package plumbline.tracking.intake;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
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

  /** More than the longest event takes: 32 attributes of 1,024 characters. */
  private static final int MAX_BYTES = 128 * 1024;

  private static final ThreadLocal<EventDigest> DIGEST = ThreadLocal.withInitial(EventDigest::new);

  private final MessageDigest sha256 = sha256();
  private final ByteBuffer form = ByteBuffer.allocate(MAX_BYTES);

  private EventDigest() {}

  static Buffer of(Event event) {
    return DIGEST.get().digest(event);
  }

  private Buffer digest(Event event) {
    form.clear().put(VERSION);
    text(event.id());
    form.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()));
    body(event.body());
    form.putInt(event.units().size());
    for (var unit : event.units().entrySet()) {
      form.putShort(unit.getKey().number());
      text(unit.getValue());
    }
    form.putInt(event.attributes().size());
    for (var attribute : event.attributes().entrySet()) {
      text(attribute.getKey());
      attribute(attribute.getValue());
    }
    sha256.update(form.flip());
    return Buffer.buffer(sha256.digest());
  }

  private void body(Event.Body body) {
    switch (body) {
      case Event.Exposure(var experiment, var variant) -> {
        form.put((byte) 'x');
        text(experiment);
        text(variant);
      }
      case Event.Outcome(var name, var valueMicros) -> {
        form.put((byte) (valueMicros == null ? 'o' : 'v'));
        text(name);
        form.putLong(valueMicros == null ? 0 : valueMicros);
      }
    }
  }

  private void attribute(Object value) {
    switch (value) {
      case String string -> {
        form.put((byte) 's');
        text(string);
      }
      case Double number -> form.put((byte) 'n').putDouble(number);
      case Boolean bool -> form.put((byte) (bool ? 't' : 'f'));
      default -> throw new IllegalStateException(value.getClass().getName());
    }
  }

  private void text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    form.putInt(bytes.length).put(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
