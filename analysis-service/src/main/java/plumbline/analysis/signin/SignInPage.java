package plumbline.analysis.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import jakarta.ws.rs.core.NewCookie.SameSite;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Credentials;
import plumbline.kit.identity.HttpIdentity;

/** Turns a token into a cookie that scripts cannot read and other sites cannot use. */
@Path("/sign-in")
@Produces(SignInPage.HTML)
public class SignInPage {
  static final String HTML = "text/html; charset=utf-8";

  /** Browsers silently drop longer cookies. */
  private static final int LONGEST_TOKEN = 4000;

  private final Credentials credentials;

  @Inject
  SignInPage(Credentials credentials) {
    this.credentials = credentials;
  }

  @GET
  @Cache(noStore = true)
  public TemplateInstance ask(@QueryParam("to") @Nullable String to) {
    return page(to, "", "");
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signIn(
      @FormParam("token") @Nullable String token,
      @FormParam("to") @Nullable String to,
      @HeaderParam("Sec-Fetch-Site") @Nullable String from,
      @Context UriInfo uri) {
    if (from != null && !from.equals("same-origin") && !from.equals("none")) {
      return refuse(403, to, "Another site tried to sign you in; nothing was done.");
    }
    var given = token == null ? "" : token.strip();
    if (given.length() > LONGEST_TOKEN) {
      return refuse(400, to, "The token is longer than the 4,000 characters that a cookie holds.");
    }
    try {
      var name = credentials.bearer(given).name();
      return welcome(name, to, cookie(given, uri.getRequestUri().getScheme().equals("https")));
    } catch (Failure.Unauthenticated refused) {
      return refuse(401, to, "That did not work: " + refused.getMessage() + ".");
    }
  }

  private static Response welcome(String name, @Nullable String to, NewCookie cookie) {
    return LocalPath.parse(to)
        .map(path -> Response.status(303).header("Location", path.value()))
        .orElseGet(() -> Response.ok(page(null, "", name).render()))
        .header("Cache-Control", "no-store")
        .cookie(cookie)
        .build();
  }

  private static Response refuse(int status, @Nullable String to, String problem) {
    return Response.status(status)
        .header("Cache-Control", "no-store")
        .entity(page(to, problem, "").render())
        .build();
  }

  /** For this session: no age is given. */
  private static NewCookie cookie(String token, boolean secure) {
    return new NewCookie.Builder(HttpIdentity.COOKIE)
        .value(token)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.STRICT)
        .secure(secure)
        .build();
  }

  private static TemplateInstance page(@Nullable String to, String problem, String signedInAs) {
    return Templates.signIn(
        LocalPath.parse(to).map(LocalPath::value).orElse(""), problem, signedInAs);
  }

  @CheckedTemplate(basePath = "signin")
  static class Templates {
    static native TemplateInstance signIn(String to, String problem, String signedInAs);
  }
}
