package plumbline.assignment.code;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.experiment.Applications;
import plumbline.assignment.experiment.Applications.Applied;
import plumbline.assignment.experiment.Applications.Wanted;
import plumbline.assignment.experiment.Experiments;
import plumbline.assignment.experiment.Readings;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ApplyDefinitionRequest;
import plumbline.proto.assignment.v1.ApplyDefinitionResponse;
import plumbline.proto.assignment.v1.ExportDefinitionRequest;
import plumbline.proto.assignment.v1.ExportDefinitionResponse;
import plumbline.proto.assignment.v1.PlanDefinitionRequest;
import plumbline.proto.assignment.v1.PlanDefinitionResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
public class DefinitionHandlers {
  private final Applications applications;
  private final Experiments experiments;
  private final Readings readings;

  @Inject
  DefinitionHandlers(Applications applications, Experiments experiments, Readings readings) {
    this.applications = applications;
    this.experiments = experiments;
    this.readings = readings;
  }

  public Uni<PlanDefinitionResponse> plan(PlanDefinitionRequest request, Principal principal) {
    var file = DefinitionFile.parse(request.getYaml());
    return applications
        .rehearse(wanted(file, OptionalLong.empty(), principal))
        .onFailure(Failure.Invalid.class)
        .transform(failure -> file.inFile((Failure.Invalid) failure))
        .chain(this::render);
  }

  private Uni<PlanDefinitionResponse> render(Applied applied) {
    var reply =
        PlanDefinitionResponse.newBuilder()
            .setKey(applied.after().getKey())
            .setAction(applied.action())
            .setVersion(applied.version())
            .addAllChanges(applied.changes());
    // What history was planned with is not known well enough to be read.
    return applied.after().getImported()
        ? Uni.createFrom().item(reply.build())
        : readings.of(applied.after()).map(reading -> reply.setReading(reading).build());
  }

  public Uni<ApplyDefinitionResponse> apply(ApplyDefinitionRequest request, Principal principal) {
    var file = DefinitionFile.parse(request.getYaml());
    var version =
        request.hasExpectedVersion()
            ? OptionalLong.of(request.getExpectedVersion())
            : OptionalLong.empty();
    return applications
        .apply(wanted(file, version, principal))
        .onFailure(Failure.Invalid.class)
        .transform(failure -> file.inFile((Failure.Invalid) failure))
        .chain(this::renderDone);
  }

  private Uni<ApplyDefinitionResponse> renderDone(Applied applied) {
    var reply =
        ApplyDefinitionResponse.newBuilder()
            .setExperiment(applied.after())
            .setAction(applied.action())
            .addAllChanges(applied.changes());
    return applied.after().getImported()
        ? Uni.createFrom().item(reply.build())
        : readings.of(applied.after()).map(reading -> reply.setReading(reading).build());
  }

  public Uni<ExportDefinitionResponse> export(ExportDefinitionRequest request) {
    return experiments
        .get(ExperimentKey.parse("key", request.getKey()))
        .map(found ->
            ExportDefinitionResponse.newBuilder()
                .setYaml(DefinitionWriter.write(found.getKey(), found.getDefinition()))
                .build());
  }

  private static Wanted wanted(
      DefinitionFile file, OptionalLong expectedVersion, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(file.key()), "key", ExperimentKey.ALLOWED);
    violations.check(
        expectedVersion.orElse(0) >= 0,
        "expected_version",
        "must be the version that the plan named, or left out");
    DefinitionRules.check(violations, file.definition(), Completeness.DRAFT);
    file.throwIfAny(violations);
    return new Wanted(
        new ExperimentKey(file.key()), file.definition(), expectedVersion, principal.name());
  }
}
