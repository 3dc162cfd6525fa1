package io.promontory.frontend.json;

import io.promontory.promql.engine.QueryStats;
import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.store.Completeness;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code data} of a query's answer.
 *
 * @param stats shown where the request asks for them, else null
 * @param stores whose accounts are shown with the statistics; null for none
 * @param costs what stores were estimated to bill, shown with their accounts
 * @param explain how the query is answered, shown where the request asks for it, else null
 * @param provenance who gave which stretches of time, likewise
 */
public record QueryData(
    QueryValue value,
    @Nullable QueryStats stats,
    @Nullable Completeness stores,
    List<CostChoice> costs,
    @Nullable JsonBody explain,
    @Nullable JsonBody provenance)
    implements JsonBody {
  public QueryData {
    costs = List.copyOf(costs);
  }

  /** Without accounts of stores. */
  public QueryData(QueryValue value, @Nullable QueryStats stats) {
    this(value, stats, null, List.of());
  }

  /** Without a word of how it came about. */
  public QueryData(
      QueryValue value,
      @Nullable QueryStats stats,
      @Nullable Completeness stores,
      List<CostChoice> costs) {
    this(value, stats, stores, costs, null, null);
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
        if (!costs.isEmpty()) {
          out.raw(",\"costs\":");
          JsonTree.of(costs.stream().map(CostJson::of).toList()).writeTo(out);
        }
      }
      out.raw('}');
    }
    if (explain != null) {
      out.raw(",\"explain\":");
      explain.writeTo(out);
    }
    if (provenance != null) {
      out.raw(",\"provenance\":");
      provenance.writeTo(out);
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
