package io.promontory.rules.group;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.MemorySink;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.memory.MemoryStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rules over a store in memory, with a clock that a test moves. */
final class RuleBench implements AutoCloseable, InstantSource, Timer {
  final MemoryStore store;
  private final Engine engine =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1));
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Task> tasks = new ArrayList<>();
  private Instant now;
  UnaryOperator<VectorQuery> queries = UnaryOperator.identity();
  RuleMetrics metrics = RuleMetrics.NONE;
  @Nullable ForStateRestore restore;
  Turn turn = Turn.ALWAYS;
  AlertListener alerts = AlertListener.NONE;
  SampleSink sink;

  private record Task(Instant due, Runnable run) {}

  RuleBench(Instant now, MemoryStore store) {
    this.now = now;
    this.store = store;
    this.sink = new MemorySink(store);
  }

  RuleBench(Instant now) {
    this(now, new MemoryStore("m", Labels.EMPTY));
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Planned after(Duration delay, Runnable task) {
    Task planned = new Task(now.plus(delay), task);
    tasks.add(planned);
    return () -> tasks.remove(planned);
  }

  /** Moves the clock, running what becomes due on the way, at its time. */
  void moveTo(Instant time) {
    while (true) {
      Task next = tasks.stream().min(Comparator.comparing(Task::due)).orElse(null);
      if (next == null || next.due().isAfter(time)) {
        now = time;
        return;
      }
      tasks.remove(next);
      now = next.due();
      next.run().run();
    }
  }

  /** Sets the clock without running anything, as a step of the clock does. */
  void step(Duration by) {
    List<Task> moved = new ArrayList<>();
    tasks.forEach(task -> moved.add(new Task(task.due().plus(by), task.run())));
    tasks.clear();
    tasks.addAll(moved);
    now = now.plus(by);
  }

  Surroundings surroundings() {
    VectorQuery query =
        new EngineVectorQuery(
            (q, context) -> engine.run(store, q, context),
            QueryContext::unbounded,
            Strictness.ABORT);
    return new Surroundings(
        terms -> queries.apply(query),
        () -> sink.begin(),
        (rule, slot, interval) -> alerts.evaluated(rule, slot, interval),
        restore,
        metrics,
        this,
        () -> 0,
        workers,
        slot -> turn.isOurs(slot));
  }

  static List<GroupDefinition> definitions(String yaml) {
    try {
      AlertOrigin origin = AlertOrigin.at(URI.create("http://x"), Labels.EMPTY);
      GroupDefinition.Defaults defaults =
          new GroupDefinition.Defaults(Duration.ofMinutes(1), Duration.ZERO, Strictness.ABORT);
      return new RuleFileReader(FeatureFlags.ALL_SYNTAX)
          .read("r.yml", yaml).groups().stream()
              .map(group -> GroupDefinition.of("r.yml", group, defaults, origin))
              .toList();
    } catch (RuleFileException e) {
      throw new IllegalArgumentException(e);
    }
  }

  LiveGroup group(String yaml) {
    return LiveGroup.of(definitions(yaml).get(0), surroundings());
  }

  /** The value of an expression without labels at a time; NaN where there is none. */
  double value(String expression, Instant at) {
    try {
      var samples =
          new EngineVectorQuery(
                  (q, context) -> engine.run(store, q, context),
                  QueryContext::unbounded,
                  Strictness.ABORT)
              .at(expression, at.toEpochMilli());
      return samples.isEmpty() ? Double.NaN : samples.get(0).value();
    } catch (RuleFailure e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    workers.close();
    engine.close();
  }
}
