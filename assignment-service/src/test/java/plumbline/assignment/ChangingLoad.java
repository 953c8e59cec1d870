package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static plumbline.assignment.Calls.experiments;

import com.google.protobuf.Message;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;

/**
 * Many experiments and some flags, and changes of them at a steady rate, in an order a seed gives.
 */
final class ChangingLoad {
  /** As many as run at once. */
  static final int EXPERIMENTS = 2_000;

  private static final int FLAGS = 20;

  private static final String COPY =
      """
      INSERT INTO experiments (key, state, version, definition, life, author, create_time, start_time,
        imported, pre_registration_sha256, pre_registration_time, pre_registration_author)
      SELECT 'load-' || i, state, version, definition, life, author, create_time, start_time,
        imported, pre_registration_sha256, pre_registration_time, pre_registration_author
      FROM experiments, generate_series(1, %d) i WHERE key = '%s'
      ON CONFLICT DO NOTHING;
      UPDATE snapshot_version SET version = version + 1
      """;
  private static final double FIRST_TRAFFIC = 0.01;
  private static final double TRAFFIC_STEP = 0.000_1;

  private final Random random;
  private final List<String> flags = new ArrayList<>();
  private double traffic = FIRST_TRAFFIC;

  private ChangingLoad(long seed) {
    this.random = new Random(seed);
  }

  /** Makes one experiment as people do, and the others by copying its row; and some flags. */
  static ChangingLoad start(long seed) {
    var template = Flow.running("template", Definitions.valid().setTraffic(FIRST_TRAFFIC).build());
    Sql.execute(COPY.formatted(EXPERIMENTS, template));
    var load = new ChangingLoad(seed);
    for (var i = 0; i < FLAGS; i++) {
      load.flags.add(FlagDefinitions.made(FlagDefinitions.valid()));
    }
    return load;
  }

  /** Changes at a rate for a time, as far as they are answered in time; tells of each. */
  void run(Duration duration, int perSecond, Consumer<Change> told) {
    var begun = System.nanoTime();
    var changes = duration.toMillis() * perSecond / 1_000;
    for (var i = 0; i < changes; i++) {
      var due = begun + i * SECONDS.toNanos(1) / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      var asked = System.nanoTime();
      var after = random.nextInt(5) == 0 ? changeFlag() : changeExperiment();
      told.accept(new Change(after, asked, System.nanoTime()));
    }
  }

  /** Every experiment as it is stored, by key. */
  static Map<String, Experiment> stored() {
    var found = new HashMap<String, Experiment>();
    var page = ListExperimentsRequest.newBuilder().setPageSize(500);
    do {
      var reply = experiments(Tokens.ann()).listExperiments(page.build());
      reply.getExperimentsList().forEach(it -> found.put(it.getKey(), it));
      page.setPageToken(reply.getNextPageToken());
    } while (!page.getPageToken().isEmpty());
    return found;
  }

  private Flag changeFlag() {
    var rollout =
        FlagDefinitions.rollout("some", random.nextDouble(), FlagDefinitions.text("one page"));
    return FlagDefinitions.rules(flags.get(random.nextInt(FLAGS)), rollout);
  }

  /** One in ten halts, as many amend, the others ramp. */
  private Experiment changeExperiment() {
    var key = "load-" + (1 + random.nextInt(EXPERIMENTS));
    return switch (random.nextInt(10)) {
      case 0 -> Flow.halt(key);
      case 1 -> amend(key);
      default -> ramp(key);
    };
  }

  private Experiment amend(String key) {
    var text = "number " + random.nextLong();
    var request = AmendExperimentRequest.newBuilder().setKey(key).setText(text);
    return experiments(Tokens.ann()).amendExperiment(request.build()).getExperiment();
  }

  private Experiment ramp(String key) {
    traffic += TRAFFIC_STEP;
    var request = RampExperimentRequest.newBuilder().setKey(key).setTraffic(traffic);
    try {
      return experiments(Tokens.ann()).rampExperiment(request.build()).getExperiment();
    } catch (StatusRuntimeException e) {
      // It was halted before.
      return amend(key);
    }
  }

  /**
   * A change that was answered, with the times as System.nanoTime().
   *
   * @param after the experiment or the flag as it is afterwards
   */
  record Change(Message after, long askedNanos, long answeredNanos) {
    boolean isOfExperiment() {
      return after instanceof Experiment;
    }

    Experiment experiment() {
      return (Experiment) after;
    }
  }
}
