package plumbline.analysis.dashboard.experiment;

import java.util.List;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.experiment.ScorecardView.Choice;
import plumbline.analysis.page.Problem;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.Experiment;

/**
 * What every tab is shown in.
 *
 * @param path of the experiment's page
 * @param tab the open one, for people
 * @param word the open one, as it stands in a path
 * @param traffic share of eligible units that take part now
 * @param head a live part
 */
public record Frame(
    String name,
    String path,
    String tab,
    String word,
    long version,
    String traffic,
    String head,
    List<Choice> tabs,
    Offers offers,
    Acted acted) {

  static Frame of(Experiment experiment, Tab open, String head, Offers offers, Acted acted) {
    var key = experiment.getKey();
    return new Frame(
        experiment.getDefinition().getName(),
        Tab.OVERVIEW.path(key),
        open.label(),
        open.word(),
        experiment.getVersion(),
        Figures.atMost(experiment.getTraffic(), 4),
        head,
        Stream.of(Tab.values())
            .map(it -> new Choice(it.label(), it.path(key), it == open))
            .toList(),
        offers,
        acted);
  }

  /** Why what was asked for was not done. */
  public Problem problem() {
    return acted.problem();
  }

  /** Whether that form was refused. */
  public boolean isActed(String form) {
    return acted.is(form);
  }

  /** What was typed into a form that was refused. */
  public String typed(String form, String field) {
    return acted.typed(form, field);
  }

  /** What is wrong with a field of it. */
  public String wrong(String form, String field) {
    return acted.wrong(form, field);
  }
}
