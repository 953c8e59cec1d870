package plumbline.cli;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the services are, and whose token it is. */
final class Connection {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final int DEADLINE_SECONDS = 30;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  private boolean help;

  @Option(
      names = "--assignment",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:PLUMBLINE_ASSIGNMENT:-localhost:9081}",
      description = "assignment-service's gRPC port; now ${DEFAULT-VALUE}")
  private String assignment = "";

  @Option(
      names = "--analysis",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:PLUMBLINE_ANALYSIS:-localhost:9080}",
      description = "analysis-service's gRPC port; now ${DEFAULT-VALUE}")
  private String analysis = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "a file with the token to call with, in place of PLUMBLINE_TOKEN")
  private @Nullable Path tokenFile;

  @Option(
      names = "--tls",
      defaultValue = "${env:PLUMBLINE_TLS:-false}",
      fallbackValue = "true",
      arity = "0",
      description = "encrypt, and check the services' certificates")
  private boolean tls;

  /** Asks assignment-service. */
  <T> T assignment(Function<Channel, T> calls) {
    return call("assignment-service", assignment, calls);
  }

  /** Asks analysis-service. */
  <T> T analysis(Function<Channel, T> calls) {
    return call("analysis-service", analysis, calls);
  }

  private <T> T call(String service, String target, Function<Channel, T> calls) {
    var headers = headers();
    var channel = channel(service, target);
    try {
      return calls.apply(
          ClientInterceptors.intercept(
              channel, Connection::bounded, MetadataUtils.newAttachHeadersInterceptor(headers)));
    } catch (StatusRuntimeException e) {
      // With a cause it is gRPC's own word, not the service's.
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE && e.getStatus().getCause() != null) {
        throw new PlumbException(
            Plumb.UNREACHABLE,
            "%s cannot be reached at %s: is it running there?".formatted(service, target));
      }
      throw e;
    } finally {
      close(channel);
    }
  }

  private static <Q, P> ClientCall<Q, P> bounded(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return next.newCall(method, options.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
  }

  private ManagedChannel channel(String service, String target) {
    try {
      var builder = NettyChannelBuilder.forTarget(target);
      return (tls ? builder : builder.usePlaintext()).build();
    } catch (IllegalArgumentException e) {
      throw new PlumbException(
          Plumb.USAGE, "%s must be HOST:PORT, not '%s'".formatted(service, target));
    }
  }

  private Metadata headers() {
    var headers = new Metadata();
    var token = token();
    if (!token.isEmpty()) {
      headers.put(AUTHORIZATION, "Bearer " + token);
    }
    return headers;
  }

  private String token() {
    var token = tokenFile == null ? System.getenv("PLUMBLINE_TOKEN") : read(tokenFile);
    if (token == null) {
      return "";
    }
    if (!token.strip().matches("[!-~]*")) {
      throw new PlumbException(Plumb.USAGE, "the token must be one line of printable characters");
    }
    return token.strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new PlumbException(Plumb.USAGE, "the token cannot be read from " + file);
    }
  }

  private static void close(ManagedChannel channel) {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
