package plumbline.tracking.erasure;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import plumbline.proto.tracking.v1.EraseUnitResponse;

/**
 * How far it is.
 *
 * @param at when it was first asked for
 * @param complete whether nothing of the unit is stored any more
 */
record Erasure(Instant at, boolean complete) {

  EraseUnitResponse render() {
    return EraseUnitResponse.newBuilder()
        .setEraseTime(Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()))
        .setComplete(complete)
        .build();
  }
}
