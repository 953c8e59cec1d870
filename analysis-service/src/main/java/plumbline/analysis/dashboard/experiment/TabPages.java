package plumbline.analysis.dashboard.experiment;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.page.Live;
import plumbline.analysis.page.Viewer;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.assignment.v1.GetReviewResponse;

/** The tabs: each has a part that keeps itself current, and forms that stay as they are. */
@RequestScoped
class TabPages {
  private static final int SECONDS = 5;

  /** The head changes with the experiment's life. */
  private static final int HEAD_SECONDS = 15;

  private final Questions questions;
  private final Heads heads;
  private final Viewer viewer;

  @Inject
  TabPages(Questions questions, Heads heads, Viewer viewer) {
    this.questions = questions;
    this.heads = heads;
    this.viewer = viewer;
  }

  /** The whole page; {@code acted} is what was refused. */
  TemplateInstance page(String key, Tab tab, ScorecardQuery query, Acted acted) {
    var seen = see(key);
    return page(seen, tab, part(seen, tab, query).html(), acted);
  }

  /** What is answered to who peeked: shown once, and not asked for again. */
  TemplateInstance peeked(String key, ExperimentResults results) {
    var seen = see(key);
    var view =
        Scorecards.of(
            seen.experiment(),
            results,
            Optional.empty(),
            ScorecardQuery.USUAL,
            "Nothing is withheld on this page, once. That you looked, and why, is on record and shown"
                + " with these results for ever. It is no verdict.");
    return page(seen, Tab.RESULTS, Templates.results(view).render(), Acted.NOTHING);
  }

  Live head(String key) {
    return head(see(key));
  }

  Live part(String key, Tab tab, ScorecardQuery query) {
    return part(see(key), tab, query);
  }

  private Seen see(String key) {
    return new Seen(
        questions.experiment(key), () -> questions.results(key, ScorecardQuery.USUAL.view()));
  }

  private Live head(Seen seen) {
    return Live.of(
        "/experiments/" + seen.key() + "/head/live",
        HEAD_SECONDS,
        Templates.head(heads.of(seen.experiment(), seen.results())));
  }

  private TemplateInstance page(Seen seen, Tab tab, String content, Acted acted) {
    var experiment = seen.experiment();
    var frame = Frame.of(experiment, tab, head(seen).html(), Offers.of(experiment, viewer), acted);
    return Templates.page(frame, content, forms(seen, tab, frame));
  }

  private Live part(Seen seen, Tab tab, ScorecardQuery query) {
    var url = tab.livePath(seen.key());
    return switch (tab) {
      case OVERVIEW -> Live.of(url, SECONDS, Templates.overview(overview(seen)));
      case RESULTS -> Live.of(query.url(url), SECONDS, scorecard(seen, query));
      case HEALTH ->
          Live.of(
              url,
              SECONDS,
              seen.results()
                  .map(it -> Templates.health(HealthViews.of(it)))
                  .orElseGet(Templates::away));
      case GUARDRAILS ->
          Live.of(
              url,
              SECONDS,
              Templates.guardrails(
                  WatchViews.of(seen.experiment(), questions.guardrails(seen.key()))));
      case REVIEW ->
          Live.of(url, SECONDS, Templates.review(ReviewViews.of(seen.experiment(), review(seen))));
      case DECISION -> Live.of(url, SECONDS, Templates.decision(decision(seen)));
    };
  }

  private OverviewView overview(Seen seen) {
    return OverviewViews.of(
        seen, questions.steps(seen.key()), viewer.mayOpen("/v1" + unitsPath(seen)));
  }

  private static String unitsPath(Seen seen) {
    return Tab.OVERVIEW.path(seen.key()) + "/units.csv";
  }

  private TemplateInstance scorecard(Seen seen, ScorecardQuery query) {
    var results = query.latest() ? questions.results(seen.key(), query.view()) : seen.results();
    return results
        .map(it -> Scorecards.of(seen.experiment(), it, history(it), query, ""))
        .map(Templates::results)
        .orElseGet(Templates::away);
  }

  /** Withheld with the results. */
  private Optional<GetHistoryResponse> history(ExperimentResults results) {
    return results.hasWithheld() ? Optional.empty() : questions.history(results.getExperiment());
  }

  private GetReviewResponse review(Seen seen) {
    return questions.review(seen.key());
  }

  private DecisionView decision(Seen seen) {
    var experiment = seen.experiment();
    var flag = experiment.getDefinition().getFlag();
    return DecisionViews.of(
        seen,
        review(seen),
        experiment.hasDecision() ? questions.decisions(seen.key()) : List.of(),
        flag.isEmpty() ? Optional.empty() : questions.flag(flag));
  }

  /** Forms of the tab itself, where the role and the state allow them; else empty. */
  private String forms(Seen seen, Tab tab, Frame frame) {
    return switch (tab) {
      case RESULTS -> mayPeek(seen) ? Templates.peekForm(frame).render() : "";
      case REVIEW -> Templates.reviewForms(frame, ReviewOffers.of(seen, viewer)).render();
      case DECISION ->
          DecisionOffers.of(seen, viewer)
              .map(it -> Templates.decisionForm(frame, it).render())
              .orElse("");
      case OVERVIEW, HEALTH, GUARDRAILS -> "";
    };
  }

  private boolean mayPeek(Seen seen) {
    return seen.experiment().hasStartTime()
        && seen.results().filter(NoticeViews::isAnythingWithheld).isPresent()
        && viewer.mayPost(Tab.OVERVIEW.path(seen.key()) + "/peek");
  }

  @CheckedTemplate(basePath = "dashboard/experiment")
  static class Templates {
    static native TemplateInstance page(Frame frame, String content, String forms);

    static native TemplateInstance head(HeadView view);

    static native TemplateInstance overview(OverviewView view);

    static native TemplateInstance results(ScorecardView view);

    static native TemplateInstance health(HealthTabView view);

    static native TemplateInstance guardrails(WatchView view);

    static native TemplateInstance review(ReviewView view);

    static native TemplateInstance decision(DecisionView view);

    static native TemplateInstance away();

    static native TemplateInstance peekForm(Frame frame);

    static native TemplateInstance reviewForms(Frame frame, ReviewOffers offers);

    static native TemplateInstance decisionForm(Frame frame, DecisionOffers offers);
  }
}
