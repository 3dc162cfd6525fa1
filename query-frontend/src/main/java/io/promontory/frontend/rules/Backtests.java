package io.promontory.frontend.rules;

import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.config.FrontendConfig;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.QueryException;
import io.promontory.rules.backtest.Backtest;
import io.promontory.rules.backtest.BacktestException;
import io.promontory.rules.backtest.BacktestReport;
import io.promontory.rules.backtest.BacktestRequest;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Back-tests over all stores, few at a time: each is very many queries. */
public final class Backtests {
  private static final int MOST = 4;

  /** So many queries could run in place of one back-test. */
  private static final int SLOTS_OF_ONE = 5;

  private final QueryRunner engine;
  private final Admission admission;
  private final Semaphore free;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();

  public Backtests(QueryRunner engine, Admission admission) {
    this.engine = engine;
    this.admission = admission;
    this.free = new Semaphore(Math.clamp(admission.slots() / SLOTS_OF_ONE, 1, MOST));
  }

  /** One that is under way. */
  public static final class Running {
    private final String file;
    private final Instant from;
    private final Instant to;
    private volatile long done;
    private volatile long total;

    private Running(String file, Instant from, Instant to) {
      this.file = file;
      this.from = from;
      this.to = to;
    }

    private void evaluated(long now, long all) {
      total = all;
      done = now;
    }

    public String file() {
      return file;
    }

    public Instant from() {
      return from;
    }

    public Instant to() {
      return to;
    }

    /** Evaluations of groups that are done. */
    public long done() {
      return done;
    }

    /** All evaluations; 0 while it is not known how many. */
    public long total() {
      return total;
    }
  }

  /** Those that are under way. */
  public List<Running> running() {
    return List.copyOf(running);
  }

  /**
   * Rules to test.
   *
   * @param file the name of their file, which decides with that of the group when it is evaluated
   * @param text the file
   */
  public record Subject(String file, String text) {}

  /**
   * Runs rules through past time; it takes the slot of one query, and its time.
   *
   * @param whole deadline and cancellation of all of it
   * @throws RuleFileException if the rules are not good
   * @throws QueryException if as many back-tests as may be are under way, or no slot was free in
   *     time
   */
  public BacktestReport run(
      FrontendConfig config,
      Store store,
      Subject subject,
      Instant from,
      Instant to,
      boolean comparing,
      QueryContext whole)
      throws RuleFileException, BacktestException {
    List<GroupDefinition> groups = groups(config, subject);
    if (!free.tryAcquire()) {
      throw new QueryException(
          QueryException.Kind.UNAVAILABLE,
          "other back-tests are under way: ask again when one is done");
    }
    Running own = new Running(subject.file(), from, to);
    running.add(own);
    try (Admission.Ticket ticket = admission.enter("back-test of " + subject.file(), whole)) {
      Backtest backtest =
          new Backtest(
              store,
              over -> (query, context) -> engine.run(over, query, context),
              terms -> () -> each(whole));
      return backtest.run(
          new BacktestRequest(groups, from, to, config.query().lookbackDelta(), comparing),
          own::evaluated);
    } finally {
      running.remove(own);
      free.release();
    }
  }

  /** Each query may use as much as any, all together have the time of one. */
  private QueryContext each(QueryContext whole) {
    return admission
        .context(null)
        .withDeadline(whole.deadline())
        .withCancellation(whole.cancellation())
        .withScope(whole.scope())
        .withTenant(whole.tenant());
  }

  private static List<GroupDefinition> groups(FrontendConfig config, Subject subject)
      throws RuleFileException {
    return new RuleFileReader(FeatureFlags.of(config.featureFlags()))
        .read(subject.file(), subject.text()).groups().stream()
            .map(
                group ->
                    GroupDefinition.of(
                        subject.file(),
                        group,
                        RuleDefinitions.defaults(config),
                        RuleDefinitions.origin(config)))
            .toList();
  }
}
