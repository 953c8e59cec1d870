package plumbline.kit.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import io.grpc.InternalMetadata;
import io.grpc.protobuf.StatusProto;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMapTest {
  /** What clients take by default, and what the transport needs of it. */
  private static final int ROOM = 8_192 - 300;

  @ParameterizedTest
  @ValueSource(strings = {"x", "%", "\u00e4", "\ud83d\ude00", "\n"})
  void anAnswerIsNeverLargerThanClientsTake(String character) {
    var long1 = character.repeat(5_000);
    var violations = IntStream.range(0, 2_000).mapToObj(i -> new Violation("f" + i, long1));
    assertThat(trailerBytes(new Failure.Invalid(violations.toList()))).isLessThan(ROOM);
    assertThat(trailerBytes(new Failure.Invalid("field", long1))).isLessThan(ROOM);
    assertThat(trailerBytes(new Failure.NotFound(long1))).isLessThan(ROOM);
    assertThat(trailerBytes(new Failure.Unavailable(long1))).isLessThan(ROOM);
  }

  @Test
  void theFirstViolationsAreThereAndTheMessageSaysHowMany() throws Exception {
    var violations =
        IntStream.range(0, 2_000).mapToObj(i -> new Violation("states", "must be known")).toList();
    var status = StatusProto.fromThrowable(FailureMap.grpc(new Failure.Invalid(violations)));
    assertThat(status.getMessage()).isEqualTo("states: must be known (and 1999 more)");
    var details = status.getDetails(0).unpack(BadRequest.class);
    assertThat(details.getFieldViolationsCount()).isBetween(20, 200);
  }

  @Test
  void whatIsShortIsWhole() {
    var failure = FailureMap.grpc(new Failure.NotFound("experiment", "\u00e4".repeat(64)));
    assertThat(failure.getStatus().getDescription())
        .isEqualTo("no experiment '" + "\u00e4".repeat(64) + "'");
  }

  private static int trailerBytes(Failure failure) {
    var thrown = FailureMap.grpc(failure);
    var message = String.valueOf(thrown.getStatus().getDescription());
    var bytes = 0;
    for (var each : message.getBytes(StandardCharsets.UTF_8)) {
      bytes += each >= ' ' && each < '~' && each != '%' ? 1 : 3;
    }
    var trailers = thrown.getTrailers();
    for (var value : InternalMetadata.serialize(trailers)) {
      bytes += value.length * 4 / 3 + 4;
    }
    return bytes;
  }
}
