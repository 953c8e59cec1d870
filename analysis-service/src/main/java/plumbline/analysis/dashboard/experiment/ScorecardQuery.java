package plumbline.analysis.dashboard.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import plumbline.proto.analysis.v1.ResultsView;

/**
 * Which results are shown, and how.
 *
 * @param latest as of now, also where the verdict was given before
 * @param segment attribute by which effects are split; empty: none
 */
record ScorecardQuery(boolean latest, Impact impact, String segment) {
  /** The verdict, or as of now while there is none; relative, of all units. */
  static final ScorecardQuery USUAL = new ScorecardQuery(false, Impact.RELATIVE, "");

  static ScorecardQuery parse(String view, String impact, String segment) {
    return new ScorecardQuery(view.equals("latest"), Impact.of(impact), segment);
  }

  ResultsView view() {
    return latest ? ResultsView.RESULTS_VIEW_LATEST : ResultsView.RESULTS_VIEW_UNSPECIFIED;
  }

  ScorecardQuery with(Impact other) {
    return new ScorecardQuery(latest, other, segment);
  }

  ScorecardQuery withSegment(String other) {
    return new ScorecardQuery(latest, impact, other);
  }

  ScorecardQuery withLatest(boolean other) {
    return new ScorecardQuery(other, impact, segment);
  }

  /** As it stands behind a path; what is usual is left out. */
  String url(String path) {
    var query = new StringBuilder(path);
    add(query, "view", latest ? "latest" : "");
    add(query, "impact", impact == Impact.RELATIVE ? "" : impact.word());
    add(query, "segment", segment);
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query
          .append(query.indexOf("?") < 0 ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, UTF_8));
    }
  }
}
