package plumbline.analysis.page;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import plumbline.analysis.neighbour.Assignment;
import plumbline.kit.failure.Failure;

/** assignment-service, asked in the name of who looks. */
@RequestScoped
public class Asking {
  private final Assignment assignment;
  private final Viewer viewer;

  @Inject
  Asking(Assignment assignment, Viewer viewer) {
    this.assignment = assignment;
    this.viewer = viewer;
  }

  /** As the person at the browser; a caller without a cookie cannot be acted for. */
  public Assignment.As assignment() {
    return assignment.as(
        viewer
            .token()
            .orElseThrow(() -> new Failure.Unauthenticated("sign in at /sign-in to see pages")));
  }
}
