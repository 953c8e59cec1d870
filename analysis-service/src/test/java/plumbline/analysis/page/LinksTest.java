package plumbline.analysis.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
  @Test
  void whatIsEmptyIsLeftOutAndTheRestIsEncoded() {
    assertThat(Links.to("/metrics", Map.of("text", "a&b=\"c d\"", "owner", "", "page", "x")))
        .isEqualTo("/metrics?page=x&text=a%26b%3D%22c+d%22");
  }

  @Test
  void withoutValuesThereIsNoQuery() {
    assertThat(Links.to("/flags", Map.of("owner", ""))).isEqualTo("/flags");
  }
}
