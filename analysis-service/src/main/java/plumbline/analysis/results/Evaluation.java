package plumbline.analysis.results;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Results.Disclosure;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Study;
import plumbline.kit.failure.Failure;

/** From a definition and what was counted to results. Pure. */
public final class Evaluation {
  private final Study study;
  private final Observations observations;
  private final Looks looks;
  private final Instant now;
  private final List<VariantCount> counts;
  private final Health health;

  private Evaluation(Study study, Observations observations, Looks looks, Instant now) {
    if (observations.definitionVersion() != study.version()) {
      throw new Failure.Unavailable(
          "tracking-service is taking up a change of experiment '%s'; try again in a moment"
              .formatted(study.key()));
    }
    this.study = study;
    this.observations = observations;
    this.looks = looks;
    this.now = now;
    this.counts =
        study.variants().stream()
            .map(it -> VariantCount.of(it, observations.of(it.key()).counts()))
            .toList();
    this.health = HealthChecks.of(study, observations, counts, now);
  }

  /** An experiment that never began: nobody can have been exposed. */
  public static Results notStarted(Study study, Instant now) {
    var nobody =
        study.variants().stream().map(variant -> new VariantCount(variant, 0, 0, 0, 0)).toList();
    return new Results(
        study,
        now,
        Optional.empty(),
        nobody,
        HealthChecks.ofNobody(study, nobody, now),
        Horizon.NOT_STARTED,
        0,
        Optional.empty(),
        List.of());
  }

  /**
   * The results as of now, of a design without looks.
   *
   * @throws Failure.Unavailable if the statistics belong to another version of the definition
   */
  public static Results of(Study study, Observations observations, Instant now) {
    return of(study, observations, Looks.NONE, now);
  }

  /**
   * The results as of now. Where a look is {@link Results#due}, it is to be kept before anybody
   * sees it.
   *
   * @param looks all that were taken
   * @throws Failure.Unavailable if the statistics belong to another version of the definition
   */
  public static Results of(Study study, Observations observations, Looks looks, Instant now) {
    return new Evaluation(study, observations, looks, now).results();
  }

  /**
   * What the numbers are although they are withheld: by the test of a fixed horizon, on all that
   * was counted. It is no verdict, and says so.
   *
   * @throws Failure.Unavailable if the statistics belong to another version of the definition
   */
  public static Results peek(Study study, Observations observations, Instant now) {
    var evaluation = new Evaluation(study, observations, Looks.NONE, now);
    return evaluation.results(evaluation.shown(new Stage.Peeked()));
  }

  private Results results() {
    var blocked = !obstacles().isEmpty();
    var stage = Stages.of(study, observations, looks, blocked, now);
    return results(
        switch (stage) {
          case Stage.Closed(var why) -> why;
          case Stage.Between(var look) -> atLook(look);
          case Stage.AnyTime _, Stage.AtLook _, Stage.End _, Stage.Peeked _ -> shown(stage);
        });
  }

  private Results.AtLook atLook(Looks.Taken look) {
    var ended = Horizon.withhold(study, observations.completeUpTo(), now).isEmpty();
    return new Results.AtLook(look, segments(ended), novelty(ended));
  }

  private List<Results.SegmentFinding> segments(boolean ended) {
    return ended ? new Segments(study, observations).all() : List.of();
  }

  private List<Results.NoveltyFinding> novelty(boolean ended) {
    return ended ? NoveltyCheck.of(study, observations) : List.of();
  }

  private Results results(Disclosure disclosure) {
    return new Results(
        study,
        now,
        observations.completeUpTo(),
        counts,
        health,
        disclosure,
        observations.pendingBatches(),
        next(disclosure),
        List.of());
  }

  /** After the look that is due, if one is. */
  private Optional<PlannedLooks.Next> next(Disclosure disclosure) {
    var due = disclosure instanceof Shown shown ? shown.due() : Optional.<Looks.Due>empty();
    if (due.isEmpty()) {
      return new PlannedLooks(study).next(looks);
    }
    var taken = new ArrayList<>(looks.taken());
    taken.add(due.get().taken(now, com.google.protobuf.ByteString.EMPTY));
    return new PlannedLooks(study).next(new Looks(taken));
  }

  private List<String> obstacles() {
    var obstacles = new ArrayList<>(health.obstacles());
    if (observations.pendingBatches() > 0) {
      obstacles.add("Events are stored that are not counted yet: ask again in a moment.");
    }
    return obstacles;
  }

  private Shown shown(Stage stage) {
    var basis = new Basis(study, observations, stage.ended());
    var noVerdict = obstacles();
    if (stage instanceof Stage.Peeked) {
      noVerdict.addFirst(
          "This is an early look: whoever stops by it finds effects that are not there.");
    }
    var findings =
        new Analysis(
                study,
                basis,
                new Designs(study, stage, basis, looks),
                new Clearances(study, stage, basis),
                health.isSplitBroken(),
                noVerdict.isEmpty())
            .findings();
    var ended = stage.ended() && !(stage instanceof Stage.Peeked);
    var due =
        stage instanceof Stage.AtLook at && at.counts()
            ? Optional.of(new LookSights(study, basis).due(at, findings))
            : Optional.<Looks.Due>empty();
    var underpowered = ended ? Fulfilment.underpowered(study, counts) : Optional.<String>empty();
    return new Shown(
        findings,
        recommend(findings, noVerdict, underpowered, due, ended),
        List.copyOf(noVerdict),
        underpowered,
        segments(ended),
        novelty(ended),
        looks,
        due);
  }

  private Recommendation recommend(
      List<MetricFinding> findings,
      List<String> noVerdict,
      Optional<String> underpowered,
      Optional<Looks.Due> due,
      boolean ended) {
    var recommendation =
        Recommender.recommend(
            study, findings, noVerdict, Fulfilment.earlyEnd(study, counts), !ended);
    var withLook = due.map(it -> recommendation.andBecause(LookSights.sentence(it)));
    var all = withLook.orElse(recommendation);
    return underpowered.map(all::andBecause).orElse(all);
  }
}
