package plumbline.analysis.neighbour;

import com.google.rpc.RetryInfo;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jboss.logging.Logger;
import plumbline.kit.client.Reconnect;
import plumbline.kit.failure.Failure;

/** Another service, named to people when it does not answer. */
final class Neighbour {
  private static final Logger LOG = Logger.getLogger(Neighbour.class);

  private final String name;
  private final Channel channel;

  Neighbour(String name, Channel channel) {
    this.name = name;
    this.channel = channel;
  }

  /** What its failure means to our caller, who can do nothing about it but try again. */
  Failure.Unavailable unavailable(StatusRuntimeException thrown) {
    return switch (thrown.getStatus().getCode()) {
      case UNAVAILABLE -> new Failure.Unavailable(away(thrown));
      case DEADLINE_EXCEEDED ->
          new Failure.Unavailable(name + " did not answer in time; try again in a moment");
      case UNAUTHENTICATED, PERMISSION_DENIED -> {
        LOG.errorf("%s refuses this service's own credential: %s", name, thrown.getStatus());
        yield new Failure.Unavailable(name + " refuses analysis-service's own credential");
      }
      default -> {
        LOG.errorf("%s failed: %s", name, thrown.getStatus());
        yield new Failure.Unavailable(name + " failed; try again in a moment");
      }
    };
  }

  /** With retry advice the service itself speaks; without, nobody was there. */
  private String away(StatusRuntimeException thrown) {
    var status = StatusProto.fromThrowable(thrown);
    if (status != null
        && status.getDetailsList().stream().anyMatch(any -> any.is(RetryInfo.class))) {
      return name + ": " + status.getMessage();
    }
    // Somebody waits for an answer.
    Reconnect.now(channel);
    return name + " cannot be reached; try again in a moment";
  }
}
