package plumbline.analysis.dashboard.field;

import com.google.protobuf.Duration;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import plumbline.kit.failure.Violation;
import plumbline.kit.failure.Violations;

/** What was typed into a form; what cannot be read is a violation of its field. */
public final class Typed {
  private static final String NUMBER = "must be a number with a decimal point, such as 0.3";
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(100_000);

  private final Map<String, String> values;
  private final Violations violations = new Violations();

  public Typed(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** What a browser sent: the first value of each name, its line ends as everywhere else. */
  public static Map<String, String> values(MultivaluedMap<String, String> sent) {
    var values = new HashMap<String, String>();
    sent.forEach((name, all) -> {
      if (!all.isEmpty()) {
        values.put(name, all.getFirst().replace("\r\n", "\n"));
      }
    });
    return values;
  }

  /** Without blanks around it; empty where nothing was typed. */
  public String text(String field) {
    return values.getOrDefault(field, "").strip();
  }

  /** Whether nothing was typed there. */
  public boolean isEmpty(String field) {
    return text(field).isEmpty();
  }

  /** One for each line that is not empty. */
  public List<String> lines(String field) {
    return text(field).lines().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /** What stands between commas. */
  public List<String> list(String field) {
    return Arrays.stream(text(field).split(",", -1))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /** A number; with a per cent sign a hundredth of it. */
  public Optional<Double> number(String field) {
    return exact(field, text(field), false).map(BigDecimal::doubleValue);
  }

  /** Per cent, with the sign or without; answered as a share. */
  public Optional<Double> percent(String field) {
    return exact(field, text(field), true).map(BigDecimal::doubleValue);
  }

  /** Several percentages, apart by commas or blanks; answered as shares. */
  public List<Double> percents(String field) {
    return Arrays.stream(text(field).replace("%", " ").split("[,;\\s]+", -1))
        .filter(it -> !it.isEmpty())
        .flatMap(it -> exact(field, it, true).stream())
        .map(BigDecimal::doubleValue)
        .toList();
  }

  /** A whole number of at least 0. */
  public Optional<Long> whole(String field) {
    var found = exact(field, text(field), false);
    if (found.isPresent() && !isWhole(found.get())) {
      violations.add(field, "must be a whole number, such as 10000");
      return Optional.empty();
    }
    return found.map(BigDecimal::longValueExact);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.signum() >= 0
        && number.compareTo(MOST) <= 0
        && number.stripTrailingZeros().scale() <= 0;
  }

  /** A number of days. */
  public Optional<Duration> days(String field) {
    var found = exact(field, text(field), false);
    if (found.isPresent() && found.get().abs().compareTo(MOST_DAYS) > 0) {
      violations.add(field, "must be a number of days, such as 14");
      return Optional.empty();
    }
    return found.map(Numbers::duration);
  }

  /** One of the contract's terms, by its name. */
  public <E extends Enum<E>> Optional<E> choice(String field, Class<E> terms) {
    if (isEmpty(field)) {
      return Optional.empty();
    }
    var found =
        Arrays.stream(terms.getEnumConstants())
            .filter(it -> it.name().equals(text(field)) && !it.name().equals("UNRECOGNIZED"))
            .findFirst();
    violations.check(found.isPresent(), field, "is none of what can be chosen");
    return found;
  }

  /** Adds what is wrong with a field that its reader looked into. */
  public void refuse(String field, String description) {
    violations.add(field, description);
  }

  /** What could not be read, in the order of reading. */
  public List<Violation> violations() {
    return violations.found();
  }

  private Optional<BigDecimal> exact(String field, String text, boolean perCent) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var signed = text.endsWith("%");
    var found = Numbers.parse(signed ? text.substring(0, text.length() - 1) : text);
    if (found.isEmpty()) {
      violations.add(field, NUMBER);
    }
    return found.map(it -> signed || perCent ? it.movePointLeft(2) : it);
  }
}
