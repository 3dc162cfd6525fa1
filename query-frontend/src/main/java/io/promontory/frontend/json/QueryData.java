package io.promontory.frontend.json;

import io.promontory.promql.engine.QueryStats;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.Completeness;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of a query's answer.
 *
 * @param stats shown where the request asks for them, else null
 * @param stores whose accounts are shown with the statistics; null for none
 */
public record QueryData(QueryValue value, @Nullable QueryStats stats, @Nullable Completeness stores)
    implements JsonBody {
  /** Without accounts of stores. */
  public QueryData(QueryValue value, @Nullable QueryStats stats) {
    this(value, stats, null);
  }

  @Override
  public void writeTo(JsonOutput out) throws IOException {
    out.raw('{');
    QueryValueJson.write(out, value);
    if (stats != null) {
      out.raw(",\"stats\":");
      write(out, stats);
      if (stores != null) {
        out.raw(",\"stores\":");
        JsonTree.of(StoreAccounts.of(stores)).writeTo(out);
      }
      out.raw('}');
    }
    out.raw('}');
  }

  private static void write(JsonOutput out, QueryStats stats) throws IOException {
    long evalNanos =
        stats.queryPreparationNanos() + stats.innerEvalNanos() + stats.resultSortNanos();
    out.raw("{\"timings\":{\"evalTotalTime\":").number(seconds(evalNanos));
    out.raw(",\"resultSortTime\":").number(seconds(stats.resultSortNanos()));
    out.raw(",\"queryPreparationTime\":").number(seconds(stats.queryPreparationNanos()));
    out.raw(",\"innerEvalTime\":").number(seconds(stats.innerEvalNanos()));
    out.raw(",\"execQueueTime\":").number(seconds(stats.execQueueNanos()));
    out.raw(",\"execTotalTime\":").number(seconds(stats.execTotalNanos()));
    out.raw("},\"samples\":{\"totalQueryableSamples\":").number(stats.totalQueryableSamples());
    out.raw(",\"samplesRead\":").number(stats.samplesRead());
    out.raw(",\"peakSamples\":").number(stats.peakSamples());
    out.raw("}");
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
