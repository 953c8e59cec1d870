package plumbline.analysis.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import plumbline.kit.failure.FailurePages;

/** What went wrong, as a page. */
@ApplicationScoped
public class FailurePage implements FailurePages {
  @Override
  public boolean isPage(String path) {
    return !path.startsWith("/v1/") && !path.startsWith("/q/") && !path.startsWith("/assets/");
  }

  @Override
  public String page(int status, String message) {
    return Templates.failure(title(status), message).render();
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "That cannot be read";
      case 403 -> "You may not do this";
      case 404, 405 -> "There is no such page";
      case 409 -> "That cannot be done as things stand";
      case 429, 503 -> "Not available at the moment";
      default -> "Something is wrong on our side";
    };
  }

  @CheckedTemplate(basePath = "page")
  static class Templates {
    static native TemplateInstance failure(String title, String message);
  }
}
