package plumbline.tracking.intake;

import io.vertx.core.buffer.Buffer;

/** An event for one of its units: a row of each table. */
record EventRow(Event.Key key, Event event, Buffer digest) {}
