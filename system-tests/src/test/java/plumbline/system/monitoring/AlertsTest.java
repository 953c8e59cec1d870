package plumbline.system.monitoring;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Service;

/**
 * Whoever is told of something finds what to do, and nobody is told by a metric that is not there.
 */
class AlertsTest {
  private static final String RUNBOOKS = "docs/runbooks.md";
  private static final Pattern SECTION = Pattern.compile("(?m)^## ([A-Z][a-zA-Z]+)$");

  /** Prometheus' own, and those that come with the first event of their kind. */
  private static final Set<String> ELSEWHERE =
      Set.of("up", "plumbline_eligibility_errors_total", "plumbline_fold_filter_errors_total");

  @Test
  void everyAlertHasItsRunbookAndEveryRunbookItsAlert() {
    var alerts = new TreeSet<String>();
    for (var rule : AlertRules.alerts()) {
      var name = rule.alert().orElseThrow();
      alerts.add(name);
      assertThat(rule.runbook()).as(name).isEqualTo(RUNBOOKS + "#" + name.toLowerCase(Locale.ROOT));
      assertThat(rule.severity()).as(name).isIn("page", "ticket");
      assertThat(rule.summary()).as(name).isNotBlank();
    }
    var sections =
        SECTION
            .matcher(Surroundings.text(RUNBOOKS))
            .results()
            .map(heading -> heading.group(1))
            .collect(toCollection(TreeSet::new));
    assertThat(alerts).hasSizeGreaterThan(20).isEqualTo(sections);
  }

  @Test
  void rulesAndDashboardsReadWhatTheServicesShow() throws Exception {
    var shown = new TreeSet<>(ELSEWHERE);
    for (var service : Service.values()) {
      shown.addAll(Asked.of(service).series());
    }
    AlertRules.all().forEach(rule -> rule.record().ifPresent(shown::add));
    for (var rule : AlertRules.all()) {
      assertThat(shown)
          .as(rule.expression())
          .containsAll(new Expression(rule.expression()).metrics());
    }
    for (var query : dashboardQueries()) {
      assertThat(shown).as(query).containsAll(new Expression(query).metrics());
    }
  }

  private static ArrayList<String> dashboardQueries() throws IOException {
    var queries = new ArrayList<String>();
    try (var files = Files.list(Surroundings.file("k8s/components/monitoring/dashboards"))) {
      for (var file : files.toList()) {
        for (var panel : new ObjectMapper().readTree(Files.readString(file)).get("panels")) {
          panel.get("targets").forEach(target -> queries.add(target.get("expr").asText()));
        }
      }
    }
    assertThat(queries).hasSizeGreaterThan(30);
    return queries;
  }
}
