package plumbline.kit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, -, shop.example, true",
        "none, -, shop.example, true",
        "same-site, https://shop.example, shop.example, false",
        "cross-site, https://shop.example, shop.example, false",
        "-, https://shop.example, shop.example, true",
        "-, http://SHOP.example:8080, shop.example:8080, true",
        "-, http://shop.example:8081, shop.example:8080, false",
        "-, https://evil.example, shop.example, false",
        "-, https://shop.example.evil.example, shop.example, false",
        "-, null, shop.example, false",
        "-, :, shop.example, false",
        "-, -, shop.example, false",
        "-, https://shop.example, -, false"
      })
  void onlyAPageOfOurOwnActs(String site, String origin, String host, boolean own) {
    assertThat(SameOrigin.isOwn(site, origin, host)).isEqualTo(own);
  }
}
