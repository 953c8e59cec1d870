package plumbline.analysis.dashboard.planner;

import java.util.List;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Range;

/**
 * What the planner shows.
 *
 * @param start where an experiment with this plan begins
 * @param swappedFields fields to be shown anew, as their sliders moved
 * @param swappedRanges sliders to be shown anew, as their fields changed
 */
public record PlannerView(
    PlannerForm form,
    PlanView plan,
    String start,
    List<Field> swappedFields,
    List<Range> swappedRanges) {}
