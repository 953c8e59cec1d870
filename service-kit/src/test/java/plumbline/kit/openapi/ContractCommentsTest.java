package plumbline.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.TrackRequest;

class ContractCommentsTest {
  private final ContractComments comments = new ContractComments();

  static Stream<FileDescriptor> contracts() {
    return Stream.of(
            GetResultsRequest.getDescriptor(),
            AssignRequest.getDescriptor(),
            CreateExperimentRequest.getDescriptor(),
            CreateHoldoutRequest.getDescriptor(),
            CreateMetricRequest.getDescriptor(),
            FieldChange.getDescriptor(),
            Metric.getDescriptor(),
            PlanDefinitionRequest.getDescriptor(),
            PlanReading.getDescriptor(),
            RecordIdeaRequest.getDescriptor(),
            GetStatisticsRequest.getDescriptor(),
            TrackRequest.getDescriptor())
        .map(GenericDescriptor::getFile);
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void everyPartOfAContractIsExplained(FileDescriptor contract) {
    assertThat(names(contract))
        .hasSizeGreaterThan(2)
        .allSatisfy(name -> assertThat(comments.of(contract.getName(), name)).isNotEmpty());
  }

  @Test
  void aCommentIsTheOneThatIsAboveAsOneLine() {
    var contract = "plumbline/assignment/v1/experiment.proto";
    assertThat(comments.of(contract, "plumbline.assignment.v1.Variant.weight"))
        .isEqualTo(
            "Share of the participants, in (0, 1); an experiment's weights sum to 1 within 1e-9.");
    assertThat(comments.of(contract, "plumbline.assignment.v1.UnitType.UNIT_TYPE_USER"))
        .isEqualTo("A person.");
    assertThat(comments.of(contract, "plumbline.assignment.v1.Holdout"))
        .startsWith("Units that are kept out of every experiment that names the holdout. It never")
        .endsWith("would be counted as held out.");
    assertThat(comments.of(contract, "plumbline.assignment.v1")).isEmpty();
  }

  private static List<String> names(FileDescriptor contract) {
    var names = new ArrayList<String>();
    for (var message : contract.getMessageTypes()) {
      names.add(message.getFullName());
      message.getFields().forEach(field -> names.add(field.getFullName()));
    }
    for (var type : contract.getEnumTypes()) {
      names.add(type.getFullName());
      values(type).forEach(names::add);
    }
    for (var service : contract.getServices()) {
      names.add(service.getFullName());
      service.getMethods().forEach(rpc -> names.add(rpc.getFullName()));
    }
    return names;
  }

  private static Stream<String> values(EnumDescriptor type) {
    return type.getValues().stream().map(value -> type.getFullName() + "." + value.getName());
  }
}
