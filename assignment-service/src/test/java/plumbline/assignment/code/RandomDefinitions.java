package plumbline.assignment.code;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * Definitions with anything in them that a stored one can have, and much that it cannot: every
 * field of the contract, set or not, and texts that YAML would take for something else.
 */
final class RandomDefinitions {
  private static final List<String> TEXTS =
      List.of(
          "",
          "no",
          "on",
          "yes",
          "true",
          "False",
          "null",
          "~",
          "1",
          "0x1F",
          "1e3",
          ".5",
          ".inf",
          "2026-11-22",
          "12:30",
          "a: b",
          "a #b",
          "# c",
          "- d",
          "? e",
          "&f",
          "*g",
          "!h",
          "|",
          ">",
          "%i",
          "@j",
          "`k`",
          "'",
          "\"",
          "\\",
          "{",
          "[",
          "<<",
          "=",
          ",",
          "---",
          "...",
          " lead",
          "trail ",
          "two  spaces",
          "line\nbreak",
          "\nfirst",
          "last\n",
          "last\n\n",
          "  \n x",
          "tab\t",
          "\ttab\nx",
          "carriage\rreturn\n",
          "a\u0085b\n",
          "a\u2028b\n",
          "a\u2029b",
          "\u00e4\u00f6\u20ac",
          "\ud83d\ude00",
          "\ufeffbom",
          "x".repeat(200),
          "50%",
          "< 1% increase",
          "status >= 500 && path.startsWith(\"/api\")",
          "a\nb\nc\n  d\n",
          "key@3",
          "\u00a0");

  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    0.05,
    0.1,
    1e-9,
    4.9e-324,
    1e21,
    1.7976931348623157e308,
    -2.5,
    1e10,
    0.3333333333333333
  };

  private final Random random;

  RandomDefinitions(long seed) {
    this.random = new Random(seed);
  }

  ExperimentDefinition next() {
    var definition = ExperimentDefinition.newBuilder();
    fill(definition);
    definition.clearMetrics().clearLayer();
    if (random.nextBoolean()) {
      var from = random.nextInt(10_000);
      definition.setLayer(
          LayerSlots.newBuilder()
              .setLayer(text())
              .setFromSlot(from)
              .setToSlot(from + 1 + random.nextInt(10_000 - from)));
    }
    var metrics = metrics();
    if (random.nextBoolean()) {
      Collections.shuffle(metrics, random);
    }
    return definition.addAllMetrics(metrics).build();
  }

  private List<ExperimentMetric> metrics() {
    var metrics = new ArrayList<ExperimentMetric>();
    if (random.nextBoolean()) {
      metrics.add(metric("primary", MetricRole.METRIC_ROLE_PRIMARY));
    }
    for (var i = random.nextInt(3); i > 0; i--) {
      metrics.add(metric("secondary-" + i, MetricRole.METRIC_ROLE_SECONDARY));
      metrics.add(metric("counter_" + i, MetricRole.METRIC_ROLE_COUNTER));
    }
    for (var i = random.nextInt(4); i > 0; i--) {
      metrics.add(metric(i + "-guardrail", MetricRole.METRIC_ROLE_GUARDRAIL));
    }
    return metrics;
  }

  private ExperimentMetric metric(String key, MetricRole role) {
    var metric = ExperimentMetric.newBuilder().setRole(role);
    if (random.nextInt(3) == 0) {
      metric.setCatalogue(
          CatalogueReference.newBuilder().setKey(key).setVersion(random.nextInt(1_000)));
    } else {
      fill(metric.getMetricBuilder());
      metric.getMetricBuilder().setKey(key);
    }
    if (role == MetricRole.METRIC_ROLE_GUARDRAIL) {
      var rule = GuardrailRule.newBuilder();
      fill(rule);
      metric.setGuardrail(
          rule.setAction(
              random.nextBoolean()
                  ? GuardrailAction.GUARDRAIL_ACTION_HALT
                  : GuardrailAction.GUARDRAIL_ACTION_ALERT));
    }
    return metric.build();
  }

  private void fill(Message.Builder message) {
    for (var field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        for (var i = random.nextInt(3); i > 0; i--) {
          message.addRepeatedField(field, value(field, message));
        }
      } else if (random.nextBoolean()) {
        message.setField(field, value(field, message));
      }
    }
  }

  private Object value(FieldDescriptor field, Message.Builder owner) {
    return switch (field.getJavaType()) {
      case STRING -> text();
      case DOUBLE -> number();
      case LONG -> random.nextLong(2_000_000_000_000L) - 1_000_000_000_000L;
      case INT -> random.nextInt();
      case BOOLEAN -> random.nextBoolean();
      case ENUM -> {
        var values = field.getEnumType().getValues();
        yield values.get(1 + random.nextInt(values.size() - 1));
      }
      case MESSAGE -> message(field, owner);
      case FLOAT, BYTE_STRING -> throw new AssertionError(field);
    };
  }

  private Message message(FieldDescriptor field, Message.Builder owner) {
    if (field.getMessageType().equals(Duration.getDescriptor())) {
      return Duration.newBuilder()
          .setSeconds(random.nextInt(random.nextBoolean() ? 100 : 400 * 86_400))
          .setNanos(random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0)
          .build();
    }
    if (field.getMessageType().equals(Value.getDescriptor())) {
      return json(4);
    }
    var nested = owner.newBuilderForField(field);
    if (!nested.getDescriptorForType().equals(Metric.getDescriptor())) {
      fill(nested);
    }
    return nested.build();
  }

  private Value json(int depth) {
    var value = Value.newBuilder();
    switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> value.setNullValue(NullValue.NULL_VALUE);
      case 1 -> value.setBoolValue(random.nextBoolean());
      case 2 -> value.setNumberValue(number());
      case 3 -> value.setStringValue(text());
      case 4 -> {
        var list = ListValue.newBuilder();
        for (var i = random.nextInt(4); i > 0; i--) {
          list.addValues(json(depth - 1));
        }
        value.setListValue(list);
      }
      default -> {
        var struct = Struct.newBuilder();
        for (var i = random.nextInt(4); i > 0; i--) {
          struct.putFields(text(), json(depth - 1));
        }
        value.setStructValue(struct);
      }
    }
    return value.build();
  }

  private double number() {
    return random.nextInt(3) == 0 ? random.nextGaussian() : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private String text() {
    var text = TEXTS.get(random.nextInt(TEXTS.size()));
    return random.nextInt(3) == 0 ? text + TEXTS.get(random.nextInt(TEXTS.size())) : text;
  }
}
