package plumbline.analysis.dashboard.experiments;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import plumbline.analysis.page.Live;

/** The list, and the part of it that keeps itself current. */
@CheckedTemplate(basePath = "experiments")
final class ListTemplates {
  private static final String LIVE = "/experiments-live";
  private static final int SECONDS = 10;

  private ListTemplates() {}

  static Live live(ListView view) {
    return Live.of(LIVE, SECONDS, table(view));
  }

  static native TemplateInstance list(ListFilter filter, Live live);

  static native TemplateInstance table(ListView view);
}
