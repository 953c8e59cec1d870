package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.localstack.Service;
import plumbline.localstack.StackFailure;

/** As it is packaged, a service starts only with somebody to trust. */
class WithoutProviderTest {

  @ParameterizedTest
  @CsvSource({
    "ASSIGNMENT, mp.jwt.verify.publickey.location",
    "TRACKING, mp.jwt.verify.issuer",
    "ANALYSIS, mp.jwt.verify.audiences"
  })
  void itDoesNotStart(Service service, String setting) {
    var variable = setting.replace('.', '_').toUpperCase(Locale.ROOT);
    try (var replica = Stack.get().replica(service, Map.of(variable, ""))) {
      replica.launch();
      assertThatThrownBy(replica::awaitReady)
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("ended while it was starting")
          // As it is missing, or as it is empty.
          .hasMessageContaining(setting);
      assertThat(replica.isAlive()).isFalse();
    }
  }
}
