package plumbline.assignment.database;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/** Contexts for work that no request brought, as a database session belongs to one. */
@ApplicationScoped
public class OwnContext {
  private final Vertx vertx;

  @Inject
  OwnContext(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs the work on a Vert.x context that nothing else uses. */
  public <T> Uni<T> run(Supplier<Uni<T>> work) {
    return Uni.createFrom()
        .emitter(emitter -> {
          var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
          VertxContextSafetyToggle.setContextSafe(context, true);
          context.runOnContext(_ ->
              Uni.createFrom()
                  .deferred(work::get)
                  .subscribe()
                  .with(emitter::complete, emitter::fail));
        });
  }
}
