package plumbline.assignment.experiment;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** The rows of experiments. */
@ApplicationScoped
class ExperimentRepository implements PanacheRepositoryBase<ExperimentEntity, String> {
  private static final Sort BY_KEY = Sort.by("key");

  // Columns, not attributes: Hibernate would write the whole definition as text to look into it.
  private static final String LIKE =
      " and cast(sql('definition @> cast(cast(? as text) as jsonb)', :like) as boolean) = true";
  // No text that is looked for holds the control character between the three.
  private static final String HOLDS =
      " and cast(sql('strpos(lower(concat_ws(chr(31), key, definition ->> ''name'',"
          + " definition ->> ''hypothesis'')), lower(cast(? as text)))', :text) as integer) > 0";

  /** The first experiments of a list after its token, by key; one more than the page shows. */
  Uni<List<ExperimentEntity>> list(ListQuery query) {
    var where = new StringBuilder("key > :after" + LIKE);
    var parameters =
        Parameters.with("after", query.after()).and("like", ProtoJson.print(query.like()));
    if (!query.states().isEmpty()) {
      where.append(" and state in :states");
      parameters.and("states", query.states());
    }
    if (!query.author().isEmpty()) {
      where.append(" and author = :author");
      parameters.and("author", query.author());
    }
    if (!query.text().isEmpty()) {
      where.append(HOLDS);
      parameters.and("text", query.text());
    }
    return find(where.toString(), BY_KEY, parameters)
        .page(Page.ofSize(query.pageSize() + 1))
        .list();
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

  /** Those of the keys that exist. */
  Uni<List<ExperimentEntity>> named(Set<String> keys) {
    return keys.isEmpty() ? Uni.createFrom().item(List.of()) : list("key in ?1", keys);
  }

  /** The experiments that name the flag, in whatever state. */
  Uni<List<ExperimentEntity>> ofFlag(String flag) {
    return find("flag = ?1", BY_KEY, flag).list();
  }

  /** The experiments whose definition has all that another one has, in whatever state. */
  Uni<List<ExperimentEntity>> like(ExperimentDefinition like) {
    return find("1 = 1" + LIKE, BY_KEY, Parameters.with("like", ProtoJson.print(like))).list();
  }
}
