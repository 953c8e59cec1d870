package plumbline.analysis.results;

/** What a term of a result means, for a product manager. */
enum Term {
  P_VALUE(
      "p-value",
      "How often a difference at least as large would be seen by chance if there were none. Below the"
          + " level of the plan, usually 5 %, a difference counts as shown; it is not the chance that"
          + " there is no effect."),
  CONFIDENCE_INTERVAL(
      "confidence interval",
      "The effects that the data leave open. Of all intervals at 95 % that are made this way, 95 of"
          + " 100 hold the true effect."),
  LIFT(
      "lift",
      "How much larger the treatment is than control, in per cent of control: from 10 % to 11 % is a"
          + " lift of 10 %, and one percentage point."),
  CORRECTED(
      "corrected",
      "Who makes many comparisons finds some differences by chance. Corrected for all that it was"
          + " judged together with, a difference is only called shown where chance makes any such one"
          + " as seldom as the plan allows."),
  CONFIRMATORY(
      "confirmatory",
      "Secondary metrics are claims only where the primary one is shown for every treatment. Else they"
          + " are hints for the next hypothesis."),
  CUPED(
      "CUPED",
      "What units did before the experiment explains a part of what they do in it. That part is taken"
          + " out, which takes away noise and leaves the effect; the result without it stands beside."),
  FIXED_HORIZON(
      "fixed horizon",
      "There is one verdict, at the planned end. Numbers are withheld before, because whoever looks"
          + " every day and stops at the first success finds effects that are not there."),
  ALWAYS_VALID(
      "always valid",
      "Intervals and p-values hold however often anybody looks and whenever they stop. They are wider"
          + " than those of one look at the end, and count only units whose measurement is over."),
  GROUP_SEQUENTIAL(
      "group sequential",
      "There are a few looks, planned beforehand, with stricter boundaries early on. A boundary that is"
          + " crossed ends the test; between looks nothing new is shown."),
  SRM(
      "sample ratio mismatch",
      "The units are not split as planned, by more than chance explains. Then assignment or recording is"
          + " broken, and differences may come from that alone."),
  CROSSOVER(
      "crossover",
      "A unit that was seen in a second variant as well. A few are usual; if one variant has more of"
          + " them, what is compared are different people."),
  EXCLUSION(
      "exclusion",
      "Units that rules leave out by what they did up to their first exposure, such as bots. The"
          + " treatment cannot have caused that, so every variant must lose the same share."),
  CLEARED(
      "guardrail cleared",
      "The harm is shown to be below the margin. To ship, every guardrail must be: not breached is not"
          + " cleared."),
  UNPROVEN(
      "guardrail unproven",
      "The estimate is within the margin, but the data do not rule out more harm than that."),
  WATCH("guardrail on watch", "The estimate is beyond the margin, which may be chance."),
  BREACHED(
      "guardrail breached", "The harm is shown to be above the margin, whatever else is better."),
  NOT_JUDGED(
      "guardrail not judged",
      "There are too few data to say anything of it, so it is not cleared."),
  UNBOUNDED(
      "unbounded interval",
      "Control cannot be told from zero, and nothing can be said in per cent of zero. Fieller's interval"
          + " says so by having no end; the difference in the metric's own unit is still known."),
  HEAVY_TAIL(
      "heavy tail",
      "A few units carry much of the total, so the mean jumps about. A cap that is fixed beforehand"
          + " (winsorising) makes such a metric steadier."),
  MDE(
      "smallest effect sought",
      "The smallest effect that was worth finding when the experiment was planned, its MDE. With all"
          + " planned units it is found with the planned chance."),
  POWER(
      "power",
      "The chance to find an effect of the size that is sought. With fewer units than planned it is"
          + " smaller, so that nothing was shown says less."),
  NOVELTY(
      "novelty",
      "What is new is often tried because it is new, and what has changed takes getting used to. If the"
          + " effect depends on the day of first exposure, that of later days is the one that stays."),
  SEGMENT(
      "segment",
      "The effect among a part of the units. Of many parts some differ by chance, so a segment is a hint"
          + " for the next experiment and no reason to ship."),
  QUANTILE(
      "quantile",
      "The value that the given share of events stays below: of a 95th percentile of latency, one request"
          + " in twenty takes longer."),
  RATIO(
      "ratio",
      "A sum over a sum, such as clicks over views. Its error is computed over the units that were"
          + " randomised, not over events, as one unit's events are alike."),
  BAYESIAN(
      "chance to win",
      "What is believed after the data, by a prior belief that effects are small, which was frozen with"
          + " the plan. It is a view beside the verdict and never the verdict."),
  COMPLETE("complete up to", "Events may arrive late. Up to this time nothing more is expected."),
  PRE_PERIOD(
      "pre-period check",
      "Before they were exposed, units of all variants should have done the same. If they did not, the"
          + " comparison is not fair."),
  PEEK(
      "early look",
      "Somebody saw numbers before the verdict. What they saw may be why it went on or ended, which makes"
          + " chance look like an effect.");

  private final String title;
  private final String words;

  Term(String title, String words) {
    this.title = title;
    this.words = words;
  }

  String title() {
    return title;
  }

  String words() {
    return words;
  }
}
