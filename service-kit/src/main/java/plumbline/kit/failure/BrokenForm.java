package plumbline.kit.failure;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A form that cannot be decoded, such as one with {@code %zz}. The library reads forms before
 * anything of ours is asked, and has no exception of its own for that: it is known by who threw it.
 */
final class BrokenForm {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Set<String> DECODERS =
      Set.of(
          "java.net.URLDecoder",
          "java.nio.charset.Charset",
          "org.jboss.resteasy.reactive.common.util.URLUtils");

  /** Decoders call themselves; deeper is somebody who uses one. */
  private static final int NEAR = 3;

  private BrokenForm() {}

  static boolean is(IllegalArgumentException thrown, HttpServerRequest request) {
    var type = request.getHeader("content-type");
    return type != null
        && type.toLowerCase(Locale.ROOT).startsWith(FORM)
        && Arrays.stream(thrown.getStackTrace())
            .limit(NEAR)
            .anyMatch(frame -> DECODERS.contains(frame.getClassName()));
  }
}
