package plumbline.analysis.guardrail;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.lead.Leadership;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/** Watches, for as long as this replica leads. */
@ApplicationScoped
class GuardrailLoop implements BackgroundWork {
  /** What is to be halted waits for no experiment that is still being looked at. */
  private static final Duration HALTING = Duration.ofMillis(250);

  private final Leadership leadership;
  private final Round round;
  private final Halts halts;
  private final WatchRules rules;
  private final GuardrailMeters meters;
  private final List<Background> threads = new ArrayList<>();
  private @Nullable Term term;

  @Inject
  GuardrailLoop(
      Leadership leadership, Round round, Halts halts, WatchRules rules, GuardrailMeters meters) {
    this.leadership = leadership;
    this.round = round;
    this.halts = halts;
    this.rules = rules;
    this.meters = meters;
  }

  /** Where configuration that is not as it must be ends the start. */
  void check(@Observes StartupEvent event) {
    rules.repeats();
  }

  @Override
  public void start() {
    threads.add(Background.every("halts", HALTING, this::halt));
    threads.add(Background.every("guardrails", rules.interval(), this::watch));
  }

  void stop(@Observes ShutdownEvent event) {
    threads.forEach(Background::close);
  }

  private void halt() throws SQLException {
    var leading = leadership.term();
    if (leading.isPresent()) {
      halts.act(leading.getAsLong());
    }
  }

  private void watch() throws SQLException {
    var leading = leadership.term();
    if (leading.isEmpty()) {
      term = null;
      return;
    }
    var current = term;
    if (current == null || current.number() != leading.getAsLong()) {
      current = new Term(leading.getAsLong(), rules.foldWatch());
      term = current;
    }
    var begun = System.nanoTime();
    round.see(current);
    meters.round().record(Duration.ofNanos(System.nanoTime() - begun));
  }
}
