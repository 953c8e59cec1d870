package plumbline.analysis.signin;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Pages;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Credentials;

/**
 * Signs people in at an identity provider. Quarkus speaks OpenID Connect's code flow with PKCE and
 * lets nobody get here without; what is kept is the token that has our roles.
 */
@Path("/sign-in/oidc")
public class ProviderSignIn {
  private final SecurityIdentity identity;
  private final Credentials credentials;

  @Inject
  ProviderSignIn(SecurityIdentity identity, Credentials credentials) {
    this.identity = identity;
    this.credentials = credentials;
  }

  @GET
  public Response signedIn(@QueryParam("to") @Nullable String to, @Context RoutingContext http) {
    var token =
        Stream.of(accessToken(), idToken())
            .flatMap(Optional::stream)
            .filter(it -> it.length() <= TokenCookie.LONGEST && hasRoles(it))
            .findFirst()
            .orElseThrow(() ->
                new Failure.PermissionDenied(
                    "the identity provider gave no token with a role in its groups"));
    var path = LocalPath.parse(to).map(LocalPath::value).orElse("/experiments");
    // Not a redirect: it would end a way that began at the provider's site, and a strict cookie is
    // not sent along such a way.
    return Response.ok(Templates.welcome(path).render(), Pages.HTML)
        .header("Cache-Control", "no-store")
        .cookie(TokenCookie.of(token, http))
        .build();
  }

  private boolean hasRoles(String token) {
    try {
      return !credentials.bearer(token).roles().isEmpty();
    } catch (Failure.Unauthenticated notOurs) {
      return false;
    }
  }

  private Optional<String> accessToken() {
    return Optional.ofNullable(identity.getCredential(AccessTokenCredential.class))
        .map(AccessTokenCredential::getToken);
  }

  private Optional<String> idToken() {
    return Optional.ofNullable(identity.getCredential(IdTokenCredential.class))
        .map(IdTokenCredential::getToken);
  }

  @CheckedTemplate(basePath = "signin")
  static class Templates {
    static native TemplateInstance welcome(String to);
  }
}
