package plumbline.kit.failure;

import io.grpc.Metadata;

/**
 * What a server says of an answer that asking again does not change. Clients whose policy is to
 * retry whatever fails, as the one that flagd's brings along, then show the answer instead of
 * waiting until the call's deadline hides it.
 */
public final class NoRetry {
  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private static final String NEVER = "-1";

  private NoRetry() {}

  /** Adds it to what ends a call of one answer. A stream is opened again anyway: there, wait. */
  public static Metadata in(Metadata trailers) {
    trailers.put(PUSHBACK, NEVER);
    return trailers;
  }
}
