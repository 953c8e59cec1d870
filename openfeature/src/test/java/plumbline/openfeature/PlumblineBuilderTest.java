package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PlumblineBuilderTest {

  @Test
  void whatMakesNoSenseIsRefusedAtOnce() {
    refused(it -> it.capacity(0), "capacity must be at least 1, not 0");
    refused(it -> it.batchSize(0), "batch size must be 1 to 500, not 0");
    refused(it -> it.batchSize(501), "batch size must be 1 to 500, not 501");
    refused(it -> it.rememberedExposures(0), "remembered exposures must be at least 1");
    refused(it -> it.linger(Duration.ofMillis(-1)), "linger must be 0 to a day");
    refused(it -> it.linger(Duration.ofHours(25)), "linger must be 0 to a day");
    refused(it -> it.flushTimeout(Duration.ofSeconds(Long.MAX_VALUE)), "at most a day");
    refused(it -> it.requestTimeout(Duration.ZERO), "request timeout must be positive");
    refused(it -> it.flushTimeout(Duration.ZERO), "flush timeout must be positive");
    refused(it -> it.backoff(Duration.ZERO, Duration.ZERO), "backoff must be positive");
    refused(it -> it.backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)), "must not shrink");
    refused(it -> it.unit("session", context -> "s"), "user, account or device, not session");
  }

  @Test
  void anAddressIsHttp() {
    for (var address : new String[] {"tracking:8082", "/v1", "ftp://tracking", "http:///v1"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Plumbline.to(URI.create(address)))
          .withMessageContaining("the address must be like");
    }
  }

  private static void refused(Consumer<PlumblineBuilder> setting, String reason) {
    var builder = Plumbline.to(URI.create("http://localhost:8082"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.accept(builder))
        .withMessageContaining(reason);
  }
}
