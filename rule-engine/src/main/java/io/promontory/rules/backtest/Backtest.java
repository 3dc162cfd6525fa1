package io.promontory.rules.backtest;

import io.promontory.promql.engine.QueryFunction;
import io.promontory.rules.eval.MemorySink;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.rules.group.GroupTerms;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs rules through past time, slot by slot as they would have been run: with their {@code for}
 * and {@code keep_firing_for}, limits and templates, and with alerts that read what rules of the
 * same files record. It begins earlier than asked, by as long as alerts hold and recorded series
 * are looked back on, so that what fires at the first time in question is known.
 */
public final class Backtest {
  private static final int MOST_RECORDED_SERIES = 100_000;
  private static final long MOST_SLOTS = 1_000_000;

  private final Store stores;
  private final Function<Store, QueryFunction> engine;
  private final Function<GroupTerms, Supplier<QueryContext>> contexts;

  /**
   * @param stores what holds the past
   * @param engine answers over a store
   * @param contexts of the queries of a group
   */
  public Backtest(
      Store stores,
      Function<Store, QueryFunction> engine,
      Function<GroupTerms, Supplier<QueryContext>> contexts) {
    this.stores = stores;
    this.engine = engine;
    this.contexts = contexts;
  }

  /**
   * Tests alerts; rules that no alert needs are not evaluated.
   *
   * @throws BacktestException if a store does not answer, a rule fails over and over, or more is
   *     asked for than one test can be
   */
  public BacktestReport run(BacktestRequest request) throws BacktestException {
    return run(request, BacktestProgress.NONE);
  }

  /** As the other, and tells on the way how far it is. */
  public BacktestReport run(BacktestRequest request, BacktestProgress progress)
      throws BacktestException {
    if (request.to().isBefore(request.from())) {
      throw new BacktestException("the end " + request.to() + " is before " + request.from());
    }
    RecordedNames names = RecordedNames.of(request.groups());
    List<GroupDefinition> groups = NeededRules.of(request.groups());
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        MemoryStore recorded = new MemoryStore("recorded", Labels.EMPTY, MOST_RECORDED_SERIES)) {
      WarmUp warmUp = WarmUp.of(groups, names, request.lookback());
      Instant start =
          request.from().minus(warmUp.reach()).minus(warmUp.hold()).minus(warmUp.apart());
      List<GroupRun> runs = new ArrayList<>();
      GroupRun.Setting setting =
          new GroupRun.Setting(
              request,
              names,
              engine.apply(new RecordedStore(stores, recorded, names)),
              engine.apply(stores),
              contexts,
              new MemorySink(recorded),
              workers);
      groups.forEach(group -> runs.add(new GroupRun(group, start, setting)));
      evaluate(runs, recorded, warmUp.reach().plus(warmUp.offset()), request.to(), progress);
      List<TestedRule> rules = new ArrayList<>();
      for (GroupRun run : runs) {
        run.addResults(rules);
      }
      Set<String> warnings = new LinkedHashSet<>();
      runs.forEach(run -> run.addWarnings(warnings));
      return new BacktestReport(request.from(), request.to(), rules, List.copyOf(warnings));
    }
  }

  /**
   * Evaluates slot by slot.
   *
   * @param needed how far before a slot what is recorded may still be read, by whichever group
   */
  private static void evaluate(
      List<GroupRun> runs,
      MemoryStore recorded,
      Duration needed,
      Instant to,
      BacktestProgress progress)
      throws BacktestException {
    long slots = runs.stream().mapToLong(run -> run.slotsUntil(to)).sum();
    if (slots > MOST_SLOTS) {
      throw new BacktestException(
          "%d evaluations are more than the %d of one back-test: ask for less time or fewer groups"
              .formatted(slots, MOST_SLOTS));
    }
    PriorityQueue<GroupRun> due = new PriorityQueue<>(Comparator.comparing(GroupRun::slot));
    due.addAll(runs);
    long done = 0;
    while (!due.isEmpty() && !due.peek().slot().isAfter(to)) {
      GroupRun run = due.remove();
      run.evaluate();
      if (++done % RangeAnswers.SLOTS == 0) {
        recorded.truncateBefore(run.slot().minus(needed).toEpochMilli());
      }
      run.advance();
      due.add(run);
      progress.evaluated(done, slots);
    }
  }
}
