package plumbline.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.localstack.Service;
import plumbline.system.wire.Rpc;

/** Something to send; as a line of text it can be kept and sent again. */
sealed interface Input {
  /** Who sends it. */
  Sender sender();

  String line();

  /** What it contains, to tell an echo of it from a leak. */
  String content();

  enum Sender {
    /** Has every role. */
    EVERYBODY,
    /** Somebody else who has every role. */
    OTHER,
    NOBODY
  }

  /** Messages for an RPC. */
  record Grpc(Sender sender, Rpc rpc, List<byte[]> messages) implements Input {
    @Override
    public String line() {
      var encoder = Base64.getEncoder();
      return "grpc %s %s %s"
          .formatted(
              sender,
              rpc,
              messages.stream().map(encoder::encodeToString).collect(Collectors.joining(",")));
    }

    @Override
    public String content() {
      return messages.stream().map(it -> new String(it, ISO_8859_1)).collect(Collectors.joining());
    }
  }

  /** A request as it goes over the wire, but for the token: that comes after its first line. */
  record Http(Sender sender, Service service, byte[] request) implements Input {
    @Override
    public String line() {
      return "http %s %s %s"
          .formatted(sender, service, Base64.getEncoder().encodeToString(request));
    }

    @Override
    public String content() {
      return new String(request, ISO_8859_1);
    }

    String firstLine() {
      var text = content();
      var end = text.indexOf('\r');
      return text.substring(0, Math.clamp(end < 0 ? text.length() : end, 0, 100));
    }
  }

  /** The input that the line was made of. */
  static Input of(String line, Map<String, Rpc> rpcs) {
    var parts = line.split(" ", -1);
    var sender = Sender.valueOf(parts[1]);
    var bytes = Stream.of(parts[3].split(",", -1)).map(Base64.getDecoder()::decode).toList();
    return switch (parts[0]) {
      case "grpc" -> {
        var rpc = rpcs.get(parts[2]);
        if (rpc == null) {
          throw new IllegalArgumentException("no RPC " + parts[2]);
        }
        yield new Grpc(sender, rpc, bytes);
      }
      case "http" -> new Http(sender, Service.valueOf(parts[2]), bytes.getFirst());
      default -> throw new IllegalArgumentException(line);
    };
  }
}
