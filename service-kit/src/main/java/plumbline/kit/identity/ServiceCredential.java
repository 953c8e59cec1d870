package plumbline.kit.identity;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.quarkus.grpc.GlobalInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends this service's own token with every call that it makes, or the token of the person for whom
 * it is made.
 */
@GlobalInterceptor
@ApplicationScoped
public class ServiceCredential implements ClientInterceptor {
  /** The token of the person for whom a call is made: who may do what is for the callee to say. */
  public static final CallOptions.Key<String> ON_BEHALF_OF =
      CallOptions.Key.create("plumbline.on-behalf-of");

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** A replaced file is seen after this at the latest. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Optional<Path> file;
  private final Clock clock;
  private volatile @Nullable Loaded loaded;

  @Inject
  ServiceCredential(IdentityConfig config, Clock clock) {
    this.file = config.serviceTokenFile();
    this.clock = clock;
  }

  @Override
  public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
      MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<RespT> listener, Metadata headers) {
        var person = options.getOption(ON_BEHALF_OF);
        if (person != null) {
          headers.put(AUTHORIZATION, "Bearer " + person);
        } else {
          file.ifPresent(path -> headers.put(AUTHORIZATION, header(path)));
        }
        super.start(listener, headers);
      }
    };
  }

  private String header(Path path) {
    var current = loaded;
    var now = clock.instant();
    if (current == null || now.isAfter(current.at.plus(KEPT))) {
      current = new Loaded("Bearer " + read(path), now);
      loaded = current;
    }
    return current.header;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("this service's own token cannot be read", e);
    }
  }

  private record Loaded(String header, Instant at) {}
}
