package plumbline.analysis.dashboard.experiments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/**
 * What a form says.
 *
 * @param definition what the form does not show is as it was stored
 * @param unread what could not be read, by the names of the fields
 * @param places where the form has what the definition holds
 */
record ReadForm(ExperimentDefinition definition, List<Violation> unread, Places places) {

  ReadForm {
    unread = List.copyOf(unread);
  }

  static ReadForm of(ExperimentForm form, ExperimentDefinition stored) {
    return new Reader(form, stored).read();
  }

  /** A row with its metric, and the one that it was; -1: none. */
  private record Row(String name, int from, ExperimentMetric metric) {}

  private static final class Reader {
    private final ExperimentForm form;
    private final Typed typed;
    private final ExperimentDefinition stored;
    private final ExperimentDefinition.Builder definition;

    private Reader(ExperimentForm form, ExperimentDefinition stored) {
      this.form = form;
      this.typed = new Typed(form.values());
      this.stored = stored;
      this.definition = stored.toBuilder();
    }

    private ReadForm read() {
      readWords();
      readUnits();
      var variants = readVariants();
      var metrics = readMetrics();
      var plan = PlanFields.read(typed, stored.getPlan());
      if (stored.hasPlan() || !plan.equals(plan.getDefaultInstanceForType())) {
        definition.setPlan(plan);
      }
      return new ReadForm(definition.build(), typed.violations(), new Places(variants, metrics));
    }

    private void readWords() {
      definition
          .setName(Kept.text(typed.text("name"), stored.getName()))
          .setHypothesis(Kept.text(typed.text("hypothesis"), stored.getHypothesis()))
          .setOwner(Kept.text(typed.text("owner"), stored.getOwner()))
          .setFlag(Kept.text(typed.text("flag"), stored.getFlag()))
          .clearTags()
          .addAllTags(
              Kept.list(typed.text("tags"), typed.list("tags"), ", ", stored.getTagsList()));
    }

    private void readUnits() {
      definition.clearUnitType().clearTraffic().clearLayer();
      typed.choice("unit", UnitType.class).ifPresent(definition::setUnitType);
      typed.percent("traffic").ifPresent(definition::setTraffic);
      definition.setEligibility(Kept.text(typed.text("eligibility"), stored.getEligibility()));
      if (!typed.isEmpty("layer.name")
          || !typed.isEmpty("layer.from")
          || !typed.isEmpty("layer.to")) {
        definition.setLayer(
            LayerSlots.newBuilder()
                .setLayer(typed.text("layer.name"))
                .setFromSlot(slot("layer.from"))
                .setToSlot(slot("layer.to")));
      }
    }

    private int slot(String field) {
      return Math.clamp(typed.whole(field).orElse(0L), 0, Integer.MAX_VALUE);
    }

    private List<String> readVariants() {
      var rows = new ArrayList<String>();
      definition.clearVariants();
      for (var index : form.rows("variants")) {
        var row = "variants[" + index + "]";
        var from = from(row, stored.getVariantsCount());
        var variant = from < 0 ? Variant.getDefaultInstance() : stored.getVariants(from);
        definition.addVariants(
            readVariant(row, variant)
                .setControl(typed.text("control").equals(Integer.toString(index))));
        rows.add(row);
      }
      return rows;
    }

    private Variant.Builder readVariant(String row, Variant was) {
      var variant =
          was.toBuilder()
              .setKey(Kept.text(typed.text(row + ".key"), was.getKey()))
              .setWeight(typed.percent(row + ".weight").orElse(0.0))
              .setDescription(Kept.text(typed.text(row + ".description"), was.getDescription()))
              .clearPayload();
      var payload = typed.text(row + ".payload");
      if (!payload.isEmpty()) {
        Payloads.read(payload)
            .ifPresentOrElse(
                variant::setPayload,
                () -> typed.refuse(row + ".payload", "looks like JSON and is none"));
      }
      return variant;
    }

    private List<String> readMetrics() {
      var rows = new ArrayList<Row>();
      if (!form.isBlank("primary")) {
        rows.add(readMetric("primary", MetricRole.METRIC_ROLE_PRIMARY));
      }
      for (var index : form.rows("secondary")) {
        var row = "secondary[" + index + "]";
        var role = typed.choice(row + ".role", MetricRole.class);
        rows.add(readMetric(row, role.orElse(MetricRole.METRIC_ROLE_SECONDARY)));
      }
      for (var index : form.rows("guardrails")) {
        rows.add(readMetric("guardrails[" + index + "]", MetricRole.METRIC_ROLE_GUARDRAIL));
      }
      // As they were; new ones last.
      rows.sort(Comparator.comparingInt(it -> it.from < 0 ? Integer.MAX_VALUE : it.from));
      definition.clearMetrics();
      rows.forEach(it -> definition.addMetrics(it.metric));
      return rows.stream().map(Row::name).toList();
    }

    private Row readMetric(String row, MetricRole role) {
      var from = from(row, stored.getMetricsCount());
      var was = from < 0 ? ExperimentMetric.getDefaultInstance() : stored.getMetrics(from);
      var fields = new MetricFields(row);
      var metric = fields.read(typed, was).setRole(role).clearGuardrail();
      if (role == MetricRole.METRIC_ROLE_GUARDRAIL) {
        metric.setGuardrail(fields.readRule(typed, was.getGuardrail()));
      }
      return new Row(row, from, metric.build());
    }

    private int from(String row, int bound) {
      var text = typed.text(row + ExperimentForm.FROM);
      var index = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
      return index < bound ? index : -1;
    }
  }
}
