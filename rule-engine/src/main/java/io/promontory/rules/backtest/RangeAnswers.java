package io.promontory.rules.backtest;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries of one group. Expressions that do not need what is recorded meanwhile are
 * asked for as ranges over many slots; all others, and those of templates, slot by slot. Where a
 * range has no answer, as one of its steps has none, its slots are asked for one by one too.
 */
final class RangeAnswers implements VectorQuery {
  /** Bounds what is held of one expression, and stays under the steps that servers allow. */
  static final int SLOTS = 1_000;

  private final EngineVectorQuery engine;
  private final long intervalMs;
  private final long lastMs;
  private final Map<String, Chunk> chunks = new ConcurrentHashMap<>();
  private volatile @Nullable Broken broken;

  /**
   * @param ranged the expressions that may be asked for as ranges
   * @param lastMs no slot is after that, ms since the epoch
   */
  RangeAnswers(EngineVectorQuery engine, Set<String> ranged, long intervalMs, long lastMs) {
    this.engine = engine;
    this.intervalMs = intervalMs;
    this.lastMs = lastMs;
    ranged.forEach(text -> chunks.put(text, new Chunk(text)));
  }

  /** An expression for which the stores gave no answer. */
  record Broken(String expression, RuleFailure failure) {}

  @Override
  public List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure {
    Chunk chunk = chunks.get(expression);
    try {
      return chunk == null ? engine.at(expression, timeMs) : chunk.at(timeMs);
    } catch (RuleFailure e) {
      if (!isOfTheExpression(e)) {
        broken = new Broken(expression, e);
      }
      throw e;
    }
  }

  /** What is wrong with the stores, if anything is: not with one expression at one time. */
  @Nullable Broken broken() {
    return broken;
  }

  /** The answers of one expression over some slots. */
  private final class Chunk {
    private final String text;
    private long fromMs = 1;
    private long toMs;
    private @Nullable List<PointSeries> series;

    Chunk(String text) {
      this.text = text;
    }

    synchronized List<QueryValue.Sample> at(long timeMs) throws RuleFailure {
      if (timeMs < fromMs || timeMs > toMs) {
        fetch(timeMs);
      }
      List<PointSeries> found = series;
      return found == null ? engine.at(text, timeMs) : column(found, timeMs);
    }

    private void fetch(long timeMs) throws RuleFailure {
      long slots = Math.min(SLOTS - 1L, Math.max(0, (lastMs - timeMs) / intervalMs));
      long end = timeMs + slots * intervalMs;
      try {
        QueryResult result = engine.run(Query.range(text, timeMs, end, intervalMs));
        series = ((QueryValue.Matrix) result.value()).series();
      } catch (RuleFailure e) {
        if (!isOfTheExpression(e)) {
          throw e;
        }
        series = null;
      }
      fromMs = timeMs;
      toMs = end;
    }
  }

  private static boolean isOfTheExpression(RuleFailure failure) {
    return failure.getCause() instanceof QueryException cause
        && cause.kind() == QueryException.Kind.EXECUTION;
  }

  private static List<QueryValue.Sample> column(List<PointSeries> series, long timeMs) {
    List<QueryValue.Sample> column = new ArrayList<>();
    for (PointSeries one : series) {
      int at = Arrays.binarySearch(one.timestampsMs(), 0, one.size(), timeMs);
      if (at >= 0) {
        column.add(
            new QueryValue.Sample(one.labels(), timeMs, one.values()[at], one.histogram(at)));
      }
    }
    return column;
  }
}
