package io.promontory.frontend.rules;

import io.promontory.frontend.app.Admission;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.group.GroupTerms;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.RuleGroup.Strictness;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Queries of rules. They have slots of their own, so that neither rules nor users wait for each
 * other, and the limits of every query. A rule may take as long as its interval, ten seconds at
 * least.
 */
final class RuleQueries implements AutoCloseable {
  private static final Duration LEAST = Duration.ofSeconds(10);

  private final QuerySource source;
  private final Admission admission;
  private final Semaphore slots;

  RuleQueries(QuerySource source, Admission admission) {
    this.source = source;
    this.admission = admission;
    this.slots = new Semaphore(admission.slots(), true);
  }

  VectorQuery on(GroupTerms terms) {
    Duration interval = terms.interval();
    Duration most = interval.compareTo(LEAST) < 0 ? LEAST : interval;
    boolean partly = terms.strictness() == Strictness.WARN;
    QueryScope scope = new QueryScope(partly, true, null, List.of());
    return new Slotted(source.on(() -> context(most, scope), terms.strictness()));
  }

  /** Queries that wait for a slot. */
  private final class Slotted implements VectorQuery {
    private final VectorQuery query;

    Slotted(VectorQuery query) {
      this.query = query;
    }

    @Override
    public List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure {
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
    }

    @Override
    public VectorQuery beginTick(Set<String> written, long timeMs) {
      return new Slotted(query.beginTick(written, timeMs));
    }

    @Override
    public void endTick() {
      query.endTick();
    }
  }

  private QueryContext context(Duration most, QueryScope scope) {
    return admission.context(most).withScope(scope);
  }

  @Override
  public void close() {
    source.close();
  }
}
