package io.promontory.rules.group;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.alert.AlertSeries;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EvaluableRule;
import io.promontory.rules.eval.EvaluationTime;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.RuleHealth;
import io.promontory.rules.eval.RuleTask;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.SinkException;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of rules with the state of each. Evaluated by one thread at a time, looked at by any.
 *
 * <p>The results are those of evaluating the rules one after the other; rules that do not touch
 * each other's series run side by side.
 */
public final class LiveGroup {
  private static final Logger LOG = LoggerFactory.getLogger(LiveGroup.class);

  private final GroupKey key;
  private final GroupTerms terms;
  private final List<RuleTask> tasks;
  private final List<List<Integer>> stages;
  private final Surroundings surroundings;
  private final VectorQuery query;

  /** Names of the series that the rules write. */
  private final Set<String> written;

  /** Series of rules that a reload took away, to be marked at the next evaluation. */
  private Set<Labels> orphans = new HashSet<>();

  private volatile Instant lastEvaluation = RuleHealth.NEVER;
  private volatile Duration lastDuration = Duration.ZERO;

  public LiveGroup(
      GroupKey key, GroupTerms terms, List<EvaluableRule> rules, Surroundings surroundings) {
    this.key = key;
    this.terms = terms;
    this.tasks =
        rules.stream()
            .map(rule -> new RuleTask(rule, surroundings.clock(), surroundings.nanoClock()))
            .toList();
    this.stages = Dependencies.stages(rules);
    this.surroundings = surroundings;
    this.written = Set.copyOf(names(rules));
    this.query = surroundings.queries().apply(terms);
  }

  private static Set<String> names(List<EvaluableRule> rules) {
    Set<String> names = new HashSet<>();
    for (EvaluableRule rule : rules) {
      if (rule instanceof AlertingRule) {
        names.addAll(List.of(AlertSeries.ALERTS, AlertSeries.FOR_STATE));
      } else {
        names.add(rule.name());
      }
    }
    return names;
  }

  /** A group whose alerts' series are written from the first evaluation on. */
  public static LiveGroup of(GroupDefinition definition, Surroundings surroundings) {
    return new LiveGroup(
        definition.key(), definition.terms(), definition.rules(true), surroundings);
  }

  public GroupKey key() {
    return key;
  }

  public GroupTerms terms() {
    return terms;
  }

  /** The rules in order. */
  public List<RuleTask> tasks() {
    return tasks;
  }

  /** When the last evaluation began; in year 1 where there was none. */
  public Instant lastEvaluation() {
    return lastEvaluation;
  }

  public Duration lastDuration() {
    return lastDuration;
  }

  /** Takes over what is known of rules with the same name and labels. */
  public void continueFrom(LiveGroup earlier) {
    lastEvaluation = earlier.lastEvaluation;
    lastDuration = earlier.lastDuration;
    Map<String, Deque<RuleTask>> known = new HashMap<>();
    for (RuleTask task : earlier.tasks) {
      known.computeIfAbsent(identity(task), k -> new ArrayDeque<>()).add(task);
    }
    for (RuleTask task : tasks) {
      RuleTask before = known.getOrDefault(identity(task), new ArrayDeque<>()).poll();
      if (before != null) {
        task.continueFrom(before);
        if (task.rule() instanceof AlertingRule alerting
            && before.rule() instanceof AlertingRule alertingBefore) {
          alerting.continueFrom(alertingBefore);
        }
      }
    }
    orphans = new HashSet<>(earlier.orphans);
    known.values().forEach(rest -> rest.forEach(task -> orphans.addAll(task.written())));
  }

  private static String identity(RuleTask task) {
    return task.rule().name() + task.rule().labels();
  }

  /** Evaluates all rules for a slot. Failures of rules show in their health. */
  public void evaluate(Instant slot) {
    Instant began = surroundings.clock().instant();
    long start = surroundings.nanoClock().getAsLong();
    EvaluationTime time = new EvaluationTime(slot, terms.queryOffset());
    AtomicLong samples = new AtomicLong();
    boolean ours = surroundings.turn().isOurs(slot);
    VectorQuery tick = query.beginTick(written, time.sampleMs());
    try {
      for (List<Integer> stage : stages) {
        if (stage.size() == 1) {
          evaluate(tasks.get(stage.get(0)), time, tick, ours, samples);
        } else {
          sideBySide(stage, time, tick, ours, samples);
        }
      }
    } finally {
      tick.endTick();
    }
    markOrphans(time, ours);
    Duration took = Duration.ofNanos(surroundings.nanoClock().getAsLong() - start);
    Duration rulesTook =
        tasks.stream().map(task -> task.health().duration()).reduce(Duration.ZERO, Duration::plus);
    lastEvaluation = began;
    lastDuration = took;
    surroundings.metrics().groupEvaluated(key, began, took, rulesTook, samples.get());
  }

  private void sideBySide(
      List<Integer> stage,
      EvaluationTime time,
      VectorQuery tick,
      boolean ours,
      AtomicLong samples) {
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i : stage) {
      calls.add(
          () -> {
            evaluate(tasks.get(i), time, tick, ours, samples);
            return null;
          });
    }
    try {
      for (Future<Void> done : surroundings.workers().invokeAll(calls)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a rule of group " + key + " broke its task", e.getCause());
    }
  }

  private void evaluate(
      RuleTask task, EvaluationTime time, VectorQuery tick, boolean ours, AtomicLong samples) {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    SampleSink sink = ours ? surroundings.sink() : Unrecorded.INSTANCE;
    OptionalInt yielded = task.run(time, tick, sink, terms.limit());
    samples.addAndGet(yielded.orElse(0));
    RuleHealth health = task.health();
    surroundings.metrics().ruleEvaluated(key, health.duration(), health.isBad());
    if (health.isBad()) {
      LOG.warn("rule {} of group {} failed: {}", task.rule().name(), key, health.lastError());
    }
    // also where nothing can be written: people must hear of an alert, most of all of a full disk
    if (yielded.isPresent() && ours && task.rule() instanceof AlertingRule alerting) {
      surroundings.alerts().evaluated(alerting, time.slot(), terms.interval());
    }
  }

  /** Ends the series of rules that are no more, but for those that others have taken over. */
  private void markOrphans(EvaluationTime time, boolean ours) {
    if (orphans.isEmpty()) {
      return;
    }
    tasks.forEach(task -> orphans.removeAll(task.written()));
    if (ours) {
      end(orphans, time.sampleMs());
    }
    orphans = new HashSet<>();
  }

  /** Ends all series of the group, which is no more, where this process has recorded them. */
  public void endSeries(Instant at) {
    if (!surroundings.turn().isOurs(at)) {
      return;
    }
    Set<Labels> all = new HashSet<>(orphans);
    tasks.forEach(task -> all.addAll(task.written()));
    end(all, at.minus(terms.queryOffset()).toEpochMilli());
  }

  private void end(Set<Labels> series, long atMs) {
    SampleSink.Transaction transaction = surroundings.sink().begin();
    series.forEach(
        labels -> transaction.append(new QueryValue.Sample(labels, atMs, StaleMarker.VALUE)));
    try {
      transaction.commit();
    } catch (SinkException e) {
      LOG.warn("series of rules that were removed from {} are not ended: {}", key, e.getMessage());
    }
  }

  /** Lets timers of alerts go on where an earlier run left them; once, after evaluations. */
  public void restore() {
    var restore = surroundings.restore();
    if (restore == null) {
      return;
    }
    long start = surroundings.nanoClock().getAsLong();
    Instant now = surroundings.clock().instant();
    for (RuleTask task : tasks) {
      if (task.rule() instanceof AlertingRule alerting) {
        try {
          restore.restore(alerting, now);
        } catch (RuleFailure e) {
          LOG.warn("{}", e.getMessage());
        }
      }
    }
    surroundings
        .metrics()
        .restored(key, Duration.ofNanos(surroundings.nanoClock().getAsLong() - start));
  }
}
