package plumbline.assignment.code;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single values; one that is not what it must be is a problem, and reads as nothing. */
final class ValueReader {
  private static final Pattern PERCENT =
      Pattern.compile("([-+]?[0-9]{1,10}(?:\\.[0-9]{1,20})?) ?%");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]{1,12}(?:\\.[0-9]{1,6})?");

  private final Problems problems;

  ValueReader(Problems problems) {
    this.problems = problems;
  }

  /** A value for a field of the contract, as its builder takes it. */
  Optional<?> read(Field from, FieldDescriptor type) {
    return switch (type.getJavaType()) {
      case STRING -> text(from);
      case DOUBLE -> number(from);
      case LONG -> Shape.isMicros(type) ? micros(from) : whole(from);
      case BOOLEAN -> flag(from);
      case ENUM -> choice(from, type.getEnumType());
      case MESSAGE ->
          type.getMessageType().equals(Duration.getDescriptor())
              ? length(from)
              : JsonReader.read(from, problems);
      case INT, FLOAT, BYTE_STRING ->
          throw new IllegalStateException("no field of a definition is a " + type.getJavaType());
    };
  }

  Optional<String> text(Field from) {
    return scalar(
        from,
        "must be a text: put it in quotes",
        it -> it.kind() == Yaml.Kind.TEXT ? Optional.of(it.text()) : Optional.empty());
  }

  private Optional<Double> number(Field from) {
    return scalar(
        from, "must be a number, such as 0.05, or a percentage, such as 5%", ValueReader::number);
  }

  private static Optional<Double> number(Yaml.Scalar scalar) {
    if (scalar.kind() == Yaml.Kind.NUMBER) {
      return JsonReader.number(scalar.text());
    }
    var percent = PERCENT.matcher(scalar.text());
    return percent.matches()
        ? Optional.of(new BigDecimal(percent.group(1)).movePointLeft(2).doubleValue())
        : Optional.empty();
  }

  private Optional<Long> whole(Field from) {
    return scalar(
        from,
        "must be a whole number, such as 10000",
        it -> matched(it, WHOLE).map(Long::parseLong));
  }

  private Optional<Long> micros(Field from) {
    return scalar(
        from,
        "must be a number with at most 6 decimals, such as 99.5",
        it ->
            matched(it, DECIMAL)
                .map(text -> new BigDecimal(text).movePointRight(6).longValueExact()));
  }

  private static Optional<String> matched(Yaml.Scalar scalar, Pattern pattern) {
    return Optional.of(scalar)
        .filter(it -> it.kind() == Yaml.Kind.NUMBER)
        .map(Yaml.Scalar::text)
        .filter(pattern.asMatchPredicate());
  }

  private Optional<Boolean> flag(Field from) {
    return scalar(
        from,
        "must be true or false",
        it ->
            it.kind() == Yaml.Kind.BOOL
                ? Optional.of(Boolean.parseBoolean(it.text()))
                : Optional.empty());
  }

  private Optional<?> choice(Field from, EnumDescriptor type) {
    return scalar(from, "must be one of " + Choice.allowed(type), it -> Choice.of(type, it.text()));
  }

  private Optional<Duration> length(Field from) {
    return scalar(from, TimeSpan.ALLOWED, it -> TimeSpan.parse(it.text()));
  }

  private <T> Optional<T> scalar(
      Field from, String allowed, Function<Yaml.Scalar, Optional<T>> read) {
    if (from.value() instanceof Yaml.Scalar scalar) {
      if (scalar.kind() == Yaml.Kind.NULL) {
        problems.add(from.place(), "is empty: give a value, or leave it out");
        return Optional.empty();
      }
      var value = read.apply(scalar);
      if (value.isPresent()) {
        return value;
      }
    }
    problems.add(from.place(), allowed);
    return Optional.empty();
  }
}
