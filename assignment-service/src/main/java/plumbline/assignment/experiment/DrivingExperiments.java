package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.flag.FlagExperiments;
import plumbline.assignment.flag.NamedFlags;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.Prerequisite;

/** The experiments that flags have to do with. */
@ApplicationScoped
class DrivingExperiments implements FlagExperiments {
  private static final String FIELD = "definition.rules";

  private final ExperimentRepository repository;
  private final DependencyWalk walk;

  @Inject
  DrivingExperiments(ExperimentRepository repository, DependencyWalk walk) {
    this.repository = repository;
    this.walk = walk;
  }

  @Override
  public Uni<Map<String, Experiment>> named(Set<String> keys) {
    return repository
        .named(keys)
        .map(found ->
            found.stream()
                .map(ExperimentEntity::toDomain)
                .collect(Collectors.toMap(Experiment::getKey, Function.identity())));
  }

  @Override
  public Uni<List<Experiment>> of(String flag) {
    return repository.ofFlag(flag).map(DrivingExperiments::toDomain);
  }

  @Override
  public Uni<List<Experiment>> needing(String flag) {
    var like =
        ExperimentDefinition.newBuilder().addPrerequisites(Prerequisite.newBuilder().setKey(flag));
    return repository
        .like(like.build())
        .map(DrivingExperiments::toDomain)
        .map(found -> found.stream().filter(it -> needs(it, flag)).toList())
        .chain(found ->
            Panache.getSession()
                .chain(session -> NamedFlags.find(session, flagsOf(found)))
                .map(flags -> found.stream().filter(it -> isOfUse(it, flags)).toList()));
  }

  @Override
  public Uni<Void> refuseCircles(String flag, FlagDefinition definition) {
    return walk.walk(new DependencyWalk.Root(FIELD, "", flag), Needs.of(definition));
  }

  /** An experiment may have the same key as a flag. */
  private static boolean needs(Experiment experiment, String flag) {
    return experiment.getDefinition().getPrerequisitesList().stream()
        .anyMatch(it -> it.hasValue() && it.getKey().equals(flag));
  }

  private static Set<String> flagsOf(List<Experiment> experiments) {
    return experiments.stream().map(it -> it.getDefinition().getFlag()).collect(Collectors.toSet());
  }

  /** Whether anybody is still served by it: what was decided goes on where a flag has its rule. */
  private static boolean isOfUse(Experiment experiment, Map<String, Flag> flags) {
    if (experiment.getState() != ExperimentState.EXPERIMENT_STATE_DECIDED) {
      return true;
    }
    @Nullable Flag own = flags.get(experiment.getDefinition().getFlag());
    return experiment.hasStartTime()
        && own != null
        && !own.hasArchiveTime()
        && Needs.of(own.getDefinition()).experiments().contains(experiment.getKey());
  }

  private static List<Experiment> toDomain(List<ExperimentEntity> found) {
    return found.stream().map(ExperimentEntity::toDomain).toList();
  }
}
