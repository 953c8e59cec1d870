package plumbline.analysis.page;

import io.quarkus.arc.Unremovable;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Collections;
import java.util.Optional;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.identity.HttpIdentity;
import plumbline.kit.identity.Principal;
import plumbline.kit.identity.Role;

/** Who looks at a page; in templates {@code inject:viewer}. */
@Named("viewer")
@RequestScoped
@Unremovable
public class Viewer {
  private final RoutingContext request;

  @Inject
  Viewer(RoutingContext request) {
    this.request = request;
  }

  /** Whether somebody is signed in. */
  public boolean isPresent() {
    return principal().isPresent();
  }

  /** The name; empty where nobody is signed in. */
  public String getName() {
    return principal().map(Principal::name).orElse("");
  }

  /** The roles in words. */
  public String getRoles() {
    return principal().map(it -> Role.names(it.roles())).orElse("");
  }

  /** Whether the table of roles allows the route, so that what is not allowed is not offered. */
  public boolean may(String method, String path) {
    var allowed = AccessTable.route(method, path);
    return allowed.isPresent()
        && principal()
            .map(it -> !Collections.disjoint(allowed.get(), it.roles()))
            .orElse(allowed.get().isEmpty());
  }

  /** Whether a form may be sent there. */
  public boolean mayPost(String path) {
    return may("POST", path);
  }

  /** Whether the page may be opened. */
  public boolean mayOpen(String path) {
    return may("GET", path);
  }

  /** The way that is open in the navigation. */
  public String section() {
    var path = request.normalizedPath();
    var end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }

  /** The credential, to ask other services in this person's name; empty: none was needed. */
  public Optional<String> token() {
    return HttpIdentity.token(request);
  }

  /** The principal. */
  public Optional<Principal> principal() {
    return Principal.find(request);
  }
}
