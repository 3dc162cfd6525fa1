package io.promontory.frontend.queries;

import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryLog;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.QueryContext;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The queries under way and the latest that have ended, {@link #MOST_KEPT} of these. Safe for
 * concurrent use.
 */
public final class QueryBoard implements QueryLog {
  /** Ended queries that are kept. */
  public static final int MOST_KEPT = 1_000;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, RunningQuery> running = new ConcurrentHashMap<>();
  private final Deque<EndedQuery> ended = new ArrayDeque<>();

  public QueryBoard(InstantSource clock) {
    this.clock = clock;
  }

  /** Lists a query until it is closed. */
  public RunningQuery begin(QueryOrigin origin, Query query, QueryContext context) {
    long id = last.incrementAndGet();
    RunningQuery begun =
        new RunningQuery(id, origin, query, context, clock.instant(), () -> running.remove(id));
    running.put(id, begun);
    return begun;
  }

  @Override
  public void ended(QueryOrigin origin, QueryEvent event) {
    EndedQuery one = EndedQuery.of(origin, event, clock.instant());
    synchronized (ended) {
      if (ended.size() == MOST_KEPT) {
        ended.removeLast();
      }
      ended.addFirst(one);
    }
  }

  /** Those under way, the longest first. */
  public List<RunningQuery> running() {
    return running.values().stream().sorted(Comparator.comparingLong(RunningQuery::id)).toList();
  }

  /**
   * Cancels a query under way.
   *
   * @return false where there is none of this number
   */
  public boolean cancel(long id) {
    RunningQuery query = running.get(id);
    if (query != null) {
      query.cancel();
    }
    return query != null;
  }

  /** Those that have ended, the latest first. */
  public List<EndedQuery> recent() {
    synchronized (ended) {
      return new ArrayList<>(ended);
    }
  }

  /** The expressions that took most. */
  public List<TopQuery> top(TopQuery.By by, int limit) {
    return TopQuery.of(recent(), by, limit);
  }
}
