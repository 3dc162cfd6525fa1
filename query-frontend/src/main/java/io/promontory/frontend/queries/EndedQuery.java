package io.promontory.frontend.queries;

import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryStats;
import io.promontory.series.store.StoreOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query that has ended. Its texts are cut where they are very long.
 *
 * @param ended when
 * @param nanos that it took, its wait included; 0 where it failed before it ran
 * @param samples read, each once
 * @param peakSamples most samples held at once
 * @param bytes received from stores
 * @param billed samples that owners of stores are billed for
 * @param whole whether no store's part was missing
 * @param error the text of the failure, or null where it was answered
 */
public record EndedQuery(
    QueryOrigin origin,
    String expression,
    long startMs,
    long endMs,
    long stepMs,
    Instant ended,
    long nanos,
    long samples,
    long peakSamples,
    long bytes,
    long billed,
    boolean whole,
    @Nullable String error) {
  /** Of longer texts, errors that repeat what was sent among them, the beginning is kept. */
  static final int MOST_CHARS = 4_096;

  static EndedQuery of(QueryOrigin origin, QueryEvent event, Instant now) {
    Query query = event.query();
    QueryStats stats = event.stats();
    long bytes = 0;
    long billed = 0;
    for (StoreOutcome outcome : event.completeness().outcomes()) {
      bytes += outcome.stats().bytes();
      billed += outcome.stats().billed();
    }
    return new EndedQuery(
        new QueryOrigin(
            origin.clientIp(),
            origin.httpMethod(),
            cut(origin.path()),
            cutOrNull(origin.traceParent())),
        cut(query.text()),
        query.startMs(),
        query.endMs(),
        query.stepMs(),
        now,
        stats == null ? 0 : stats.execTotalNanos(),
        stats == null ? 0 : stats.samplesRead(),
        stats == null ? 0 : stats.peakSamples(),
        bytes,
        billed,
        event.completeness().isWhole(),
        cutOrNull(event.error()));
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
  }
}
