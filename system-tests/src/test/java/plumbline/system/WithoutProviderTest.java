package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.localstack.Service;
import plumbline.localstack.StackFailure;

/** As it is packaged, a service starts only with somebody to trust. */
class WithoutProviderTest {

  @ParameterizedTest
  @CsvSource({
    "ASSIGNMENT, MP_JWT_VERIFY_PUBLICKEY_LOCATION",
    "TRACKING, MP_JWT_VERIFY_ISSUER",
    "ANALYSIS, MP_JWT_VERIFY_AUDIENCES"
  })
  void itDoesNotStart(Service service, String variable) {
    try (var replica = Stack.get().replica(service, Map.of(variable, ""))) {
      replica.launch();
      assertThatThrownBy(replica::awaitReady)
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("ended while it was starting")
          .hasMessageContaining("no identity provider: set mp.jwt.verify.");
      assertThat(replica.isAlive()).isFalse();
    }
  }
}
