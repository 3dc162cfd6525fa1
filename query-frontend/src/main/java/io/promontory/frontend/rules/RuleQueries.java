package io.promontory.frontend.rules;

import io.promontory.frontend.app.Admission;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.group.GroupTerms;
import io.promontory.rules.scan.SharedScans;
import io.promontory.rules.scan.TickScans;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Queries of rules. They have slots of their own, so that neither rules nor users wait for each
 * other, and the limits of every query. A rule may take as long as its interval, ten seconds at
 * least.
 */
final class RuleQueries {
  private static final Duration LEAST = Duration.ofSeconds(10);

  /** Bytes of series that rules read together; beyond them each reads for itself. */
  private static final long SCAN_BYTES = 64L << 20;

  private final SharedScans.Memory scanMemory = new SharedScans.Memory(SCAN_BYTES);
  private final StoreQuery engine;
  private final Store stores;
  private final Admission admission;
  private final Semaphore slots;

  RuleQueries(StoreQuery engine, Store stores, Admission admission) {
    this.engine = engine;
    this.stores = stores;
    this.admission = admission;
    this.slots = new Semaphore(admission.slots(), true);
  }

  VectorQuery on(GroupTerms terms) {
    Duration interval = terms.interval();
    Duration most = interval.compareTo(LEAST) < 0 ? LEAST : interval;
    boolean partly = terms.strictness() == Strictness.WARN;
    QueryScope scope = new QueryScope(partly, true, null, List.of());
    return new OfGroup(
        terms.strictness(), () -> context(most, scope), new SharedScans(stores, scanMemory));
  }

  /** Those of a group; each tick has a store of its own. */
  private final class OfGroup implements VectorQuery {
    private final Strictness strictness;
    private final Supplier<QueryContext> contexts;
    private final SharedScans scans;

    OfGroup(Strictness strictness, Supplier<QueryContext> contexts, SharedScans scans) {
      this.strictness = strictness;
      this.contexts = contexts;
      this.scans = scans;
    }

    @Override
    public List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure {
      return over(stores).at(expression, timeMs);
    }

    private VectorQuery over(Store store) {
      VectorQuery query =
          new EngineVectorQuery(
              (q, context) -> engine.run(store, q, context), contexts, strictness);
      return (expression, timeMs) -> {
        try {
          slots.acquire();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new RuleFailure("interrupted", e);
        }
        try {
          return query.at(expression, timeMs);
        } finally {
          slots.release();
        }
      };
    }

    @Override
    public VectorQuery beginTick(Set<String> written, long timeMs) {
      TickScans tick = scans.begin(written, timeMs);
      VectorQuery query = over(tick);
      return new VectorQuery() {
        @Override
        public List<QueryValue.Sample> at(String expression, long at) throws RuleFailure {
          return query.at(expression, at);
        }

        @Override
        public void endTick() {
          tick.close();
        }
      };
    }
  }

  private QueryContext context(Duration most, QueryScope scope) {
    return admission.context(most).withScope(scope);
  }
}
