package plumbline.analysis.alarm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import plumbline.kit.notification.Endpoints;

/** Keeps the states, and tells of their changes. */
@ApplicationScoped
public class Alarms {
  private final Endpoints endpoints;

  @Inject
  Alarms(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Whom it is about.
   *
   * @param experiment its key; empty: the platform
   * @param name the experiment's, for people
   */
  public record Scope(String experiment, String name) {
    /** What is about no single experiment. */
    public static final Scope PLATFORM = new Scope("", "");
  }

  /** What changes, decided beforehand, so that nothing is written where nothing does. */
  public record Changes(Scope scope, Instant now, List<Alarm.Step> steps) {
    public boolean isEmpty() {
      return steps.isEmpty();
    }

    /** How many are told of. */
    public long told() {
      return steps.stream().filter(step -> step.telling().isPresent()).count();
    }

    /** How many guardrails came to be breached. */
    public long newlyBreached() {
      return steps.stream()
          .filter(step -> step.telling().equals(Optional.of(Alarm.Telling.RAISED)))
          .map(step -> step.alarm().subject().concern())
          .filter(it -> it == Concern.GUARDRAIL || it == Concern.HALT)
          .count();
    }
  }

  /** The states of an experiment, or of the platform, by subject. */
  public List<Alarm> of(Connection connection, Scope scope) throws SQLException {
    return AlarmTable.of(connection, scope.experiment());
  }

  /**
   * What findings change.
   *
   * @param kept the states so far; those that nothing was found of persist
   */
  public static Changes changes(
      Scope scope, List<Alarm> kept, List<Finding> findings, Instant now, Repeats repeats) {
    var found = new HashMap<Subject, Finding>();
    findings.forEach(finding -> found.put(finding.subject(), finding));
    var steps = new ArrayList<Alarm.Step>();
    for (var alarm : kept) {
      var finding = Optional.ofNullable(found.remove(alarm.subject())).orElseGet(alarm::still);
      alarm.next(finding, now, repeats).ifPresent(steps::add);
    }
    findings.stream()
        .filter(finding -> found.containsKey(finding.subject()))
        .forEach(finding -> steps.add(Alarm.first(finding, now)));
    return new Changes(scope, now, List.copyOf(steps));
  }

  /** Writes the changes down, with a message of each to everybody who wants to know. */
  public void save(Connection connection, Changes changes) throws SQLException {
    var scope = changes.scope();
    for (var step : changes.steps()) {
      AlarmTable.save(connection, scope.experiment(), step.alarm());
      if (step.telling().isPresent()) {
        tell(
            connection,
            scope,
            new AlarmMessage(
                step.telling().get(), step.alarm(), scope.experiment(), scope.name(), link(scope)),
            changes.now());
      }
    }
  }

  private void tell(Connection connection, Scope scope, AlarmMessage message, Instant now)
      throws SQLException {
    for (var endpoint : endpoints.all()) {
      if (endpoint.wants(message.alarm().subject().concern())) {
        var body = message.body(endpoint.format());
        AlarmTable.tell(connection, endpoint.name(), scope.experiment(), body, now);
      }
    }
  }

  private Optional<String> link(Scope scope) {
    return scope.experiment().isEmpty() ? Optional.empty() : endpoints.link(scope.experiment());
  }
}
