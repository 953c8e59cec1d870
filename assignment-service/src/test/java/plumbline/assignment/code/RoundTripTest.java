package plumbline.assignment.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Metric;

class RoundTripTest {
  private static final long SEED = 20_261_122;
  private static final int DEFINITIONS = 500;

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    for (var i = 0; i < DEFINITIONS; i++) {
      var definition = new RandomDefinitions(SEED + i).next();
      var yaml = DefinitionWriter.write("checkout", definition);
      var file = read(yaml, SEED + i);
      assertThat(file.definition()).as("seed %s:%n%s", SEED + i, yaml).isEqualTo(definition);
      assertThat(file.key()).isEqualTo("checkout");
      assertThat(DefinitionWriter.write("checkout", file.definition())).isEqualTo(yaml);
    }
  }

  /** A copy that an experiment keeps of the catalogue's metric is made again from the reference. */
  @Test
  void aCopyFromTheCatalogueIsWrittenAsItsReference() {
    for (var i = 0; i < DEFINITIONS / 10; i++) {
      var definition = new RandomDefinitions(SEED - i).next();
      var copied = definition.toBuilder();
      copied.getMetricsBuilderList().stream()
          .filter(it -> it.hasCatalogue())
          .forEach(it -> it.setMetric(Metric.newBuilder().setKey(it.getCatalogue().getKey())));
      var yaml = DefinitionWriter.write("checkout", copied.build());
      assertThat(read(yaml, SEED - i).definition()).isEqualTo(definition);
    }
  }

  @Test
  void nothingIsWrittenOfNothing() {
    assertThat(DefinitionWriter.write("checkout", ExperimentDefinition.getDefaultInstance()))
        .isEqualTo("key: checkout\n");
  }

  private static DefinitionFile read(String yaml, long seed) {
    try {
      return DefinitionFile.parse(yaml);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ":\n" + yaml, e);
    }
  }
}
