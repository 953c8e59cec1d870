package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class MicrosTest {

  @Test
  void aDecimalIsTakenExactly() throws Exception {
    assertThat(Micros.of(12)).isEqualTo(12_000_000);
    assertThat(Micros.of(-7L)).isEqualTo(-7_000_000);
    assertThat(Micros.of(new BigDecimal("0.000001"))).isEqualTo(1);
    assertThat(Micros.of(new BigDecimal("1.2000000000"))).isEqualTo(1_200_000);
    assertThat(Micros.of(new BigDecimal("1E+9"))).isEqualTo(1_000_000_000_000_000L);
    assertThat(Micros.of(BigInteger.TEN.pow(9).negate())).isEqualTo(-1_000_000_000_000_000L);
    assertThat(Micros.of(new BigDecimal("0E-999999999"))).isZero();
  }

  @Test
  void aDoubleIsTakenToTheNearestMillionth() throws Exception {
    assertThat(Micros.of(12.5)).isEqualTo(12_500_000);
    assertThat(Micros.of(0.1 + 0.2)).isEqualTo(300_000);
    assertThat(Micros.of(0.1f)).isEqualTo(100_000);
    assertThat(Micros.of(0.0000005)).as("a tie goes to the even one").isZero();
    assertThat(Micros.of(0.0000015)).as("a tie goes to the even one").isEqualTo(2);
    assertThat(Micros.of(Double.MIN_VALUE)).isZero();
    assertThat(Micros.of(-0.0)).isZero();
    assertThat(Micros.of(999_999_999.999999)).isEqualTo(999_999_999_999_999L);
    assertThat(Micros.of(1e9)).isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void whatCannotBeAValueIsRefused() {
    refused(Double.NaN, "finite");
    refused(Double.NEGATIVE_INFINITY, "finite");
    refused(Float.POSITIVE_INFINITY, "finite");
    refused(1e9 + 0.001, "within ±1e9");
    refused(new BigDecimal("-1000000000.000001"), "within ±1e9");
    refused(new BigDecimal("1E+999999999"), "within ±1e9");
    refused(Long.MIN_VALUE, "within ±1e9");
    refused(new BigDecimal("0.0000001"), "6 decimals");
    refused(new BigDecimal("1E-999999999"), "6 decimals");
  }

  private static void refused(Number value, String reason) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(() -> Micros.of(value))
        .withMessageContaining(reason);
  }
}
