package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** The rows of experiments. */
@ApplicationScoped
class ExperimentRepository implements PanacheRepositoryBase<ExperimentEntity, String> {
  private static final Sort BY_KEY = Sort.by("key");

  /** The first experiments after a key, by key; of any state if {@code states} is empty. */
  Uni<List<ExperimentEntity>> after(String key, Set<String> states, int limit) {
    var found =
        states.isEmpty()
            ? find("key > ?1", BY_KEY, key)
            : find("key > ?1 and state in ?2", BY_KEY, key, states);
    return found.page(Page.ofSize(limit)).list();
  }

  /** The experiments of a layer that are in one of the states; imported history holds no slots. */
  Uni<List<ExperimentEntity>> inLayer(String layer, Set<String> states) {
    return find(
            "imported = false and state in ?1"
                + " and sql('cast(? as jsonb) -> ''layer'' ->> ''layer''', definition) = ?2",
            BY_KEY,
            states,
            layer)
        .list();
  }
}
