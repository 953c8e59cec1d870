package plumbline.analysis.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.signin.DemoPeople.DemoPerson;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Credentials;
import plumbline.kit.identity.SameOrigin;

/** Turns a token into a cookie that scripts cannot read and other sites cannot use. */
@Path("/")
@Produces(SignInPage.HTML)
public class SignInPage {
  static final String HTML = "text/html; charset=utf-8";

  private final Credentials credentials;
  private final DemoPeople people;
  private final SignInConfig config;

  @Inject
  SignInPage(Credentials credentials, DemoPeople people, SignInConfig config) {
    this.credentials = credentials;
    this.people = people;
    this.config = config;
  }

  @GET
  @Path("sign-in")
  @Blocking
  @Cache(noStore = true)
  public TemplateInstance ask(@QueryParam("to") @Nullable String to) {
    return page(to, "");
  }

  @POST
  @Path("sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("token") @Nullable String token,
      @FormParam("to") @Nullable String to,
      @HeaderParam("Sec-Fetch-Site") @Nullable String from,
      @Context RoutingContext http) {
    if (from != null && !from.equals("same-origin") && !from.equals("none")) {
      return refuse(403, to, "Another site tried to sign you in; nothing was done.");
    }
    var given = token == null ? "" : token.strip();
    if (given.length() > TokenCookie.LONGEST) {
      return refuse(400, to, "The token is longer than the 4,000 characters that a cookie holds.");
    }
    try {
      credentials.bearer(given);
      var path = LocalPath.parse(to).map(LocalPath::value).orElse("/experiments");
      return TokenCookie.goTo(path, TokenCookie.of(given, http)).build();
    } catch (Failure.Unauthenticated refused) {
      return refuse(401, to, "That did not work: " + refused.getMessage() + ".");
    }
  }

  /** Forgets the token at this browser; it stays valid until it expires. */
  @POST
  @Path("sign-out")
  public Response signOut(@Context RoutingContext http) {
    SameOrigin.require(http.request());
    return TokenCookie.goTo("/sign-in", TokenCookie.none(http))
        // The library's own, with which one would be signed in again.
        .cookie(new NewCookie.Builder("q_session").path("/").maxAge(0).build())
        .build();
  }

  private Response refuse(int status, @Nullable String to, String problem) {
    return Response.status(status)
        .header("Cache-Control", "no-store")
        .entity(page(to, problem).render())
        .build();
  }

  private TemplateInstance page(@Nullable String to, String problem) {
    return Templates.signIn(
        LocalPath.parse(to).map(LocalPath::value).orElse(""), problem, people.all(), config.oidc());
  }

  @CheckedTemplate(basePath = "signin")
  static class Templates {
    static native TemplateInstance signIn(
        String to, String problem, List<DemoPerson> people, boolean provider);
  }
}
