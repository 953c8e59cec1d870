package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.definitions;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.DefinitionAction;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.Variant;

/** The example that people begin with can be applied as it is, and submitted. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DefinitionDocsTest {
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void theDocumentsExampleIsApplied() throws IOException {
    var document = YAML.matcher(Files.readString(Path.of("../docs/definitions.md")));
    assertThat(document.find()).isTrue();
    var key = Definitions.newKey("docs");
    var yaml = document.group(1).replace("key: one-page-checkout", "key: " + key);
    var applied = definitions(Tokens.ann()).applyDefinition(applying(yaml));
    assertThat(applied.getAction()).isEqualTo(DefinitionAction.DEFINITION_ACTION_CREATE);
    assertThat(applied.getReading().getObstaclesList()).isEmpty();
    assertThat(applied.getReading().getNeededUnitsPerVariant()).isEqualTo(14_751);
    assertThat(Flow.submit(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    var exported =
        definitions(Tokens.ann())
            .exportDefinition(ExportDefinitionRequest.newBuilder().setKey(key).build())
            .getYaml();
    for (var again : new String[] {yaml, exported}) {
      assertThat(definitions(Tokens.ann()).applyDefinition(applying(again)).getAction())
          .isEqualTo(DefinitionAction.DEFINITION_ACTION_NONE);
    }
  }

  @Test
  void theTemplateOfAnAaExperimentHasVariantsThatAreTheSame() throws IOException {
    var document = YAML.matcher(Files.readString(Path.of("../docs/definitions.md")));
    var template =
        document
            .results()
            .map(it -> it.group(1))
            .filter(it -> it.startsWith("key: aa-checkout"))
            .findFirst()
            .orElseThrow();
    var key = Definitions.newKey("aa");
    var yaml = template.replace("key: aa-checkout", "key: " + key);
    var applied = definitions(Tokens.ann()).applyDefinition(applying(yaml));
    assertThat(applied.getReading().getObstaclesList()).isEmpty();
    assertThat(applied.getExperiment().getDefinition().getVariantsList())
        .extracting(Variant::getPayload)
        .hasSize(2)
        .allMatch(applied.getExperiment().getDefinition().getVariants(0).getPayload()::equals);
    assertThat(Flow.submit(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
  }

  private static ApplyDefinitionRequest applying(String yaml) {
    return ApplyDefinitionRequest.newBuilder().setYaml(yaml).build();
  }
}
