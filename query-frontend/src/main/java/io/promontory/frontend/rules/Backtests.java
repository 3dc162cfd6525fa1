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
import java.util.concurrent.Semaphore;

/** Back-tests over all stores, one at a time: each is very many queries. */
public final class Backtests {
  private final QueryRunner engine;
  private final Admission admission;
  private final Semaphore free = new Semaphore(1);

  public Backtests(QueryRunner engine, Admission admission) {
    this.engine = engine;
    this.admission = admission;
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
   * @throws QueryException if another back-test is under way, or no slot was free in time
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
          "another back-test is under way: ask again when it is done");
    }
    try (Admission.Ticket ticket = admission.enter("back-test of " + subject.file(), whole)) {
      Backtest backtest =
          new Backtest(
              store,
              over -> (query, context) -> engine.run(over, query, context),
              terms -> () -> each(whole));
      return backtest.run(
          new BacktestRequest(groups, from, to, config.query().lookbackDelta(), comparing));
    } finally {
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
