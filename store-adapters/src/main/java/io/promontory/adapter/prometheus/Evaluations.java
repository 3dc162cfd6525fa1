package io.promontory.adapter.prometheus;

import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.MatrixReads;
import io.promontory.adapter.api.MatrixSize;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.evaluate.Remarks;
import io.promontory.adapter.evaluate.StepSlices;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.List;

/** Has expressions evaluated by the server, over the JSON of {@code /api/v1/query_range}. */
final class Evaluations {
  private final PrometheusStoreConfig config;
  private final HttpApi api;
  private final KnownFacts facts;

  /**
   * @param api of the server
   */
  Evaluations(PrometheusStoreConfig config, HttpApi api, KnownFacts facts) {
    this.config = config;
    this.api = api.withDeclinedAsUnsupported();
    this.facts = facts;
  }

  /** What evaluates there, as last known; empty where nothing may. */
  String evaluator() {
    return facts.last().evaluator();
  }

  /** The server as the only part, if it may evaluate what a request selects. */
  List<StorePart> parts(SelectRequest request) {
    if (config.pushdown() == Pushdown.NEVER || !request.isOfWholeSeries()) {
      return List.of();
    }
    ServerFacts known = facts.lastAndSoonFresh();
    Labels added = known.labelsUnder(config.externalLabels());
    boolean mayMatch = new ExternalLabels(added).decide(request.matchers()) != null;
    return known.isProven() && mayMatch ? List.of(part(known, added)) : List.of();
  }

  /** What the server holds, as long as it stays what it was found to be. */
  private StorePart part(ServerFacts found, Labels added) {
    return new StorePart(
        config.name(),
        added.isEmpty() ? List.of() : List.of(added),
        added,
        found.mixed(),
        (query, context) -> {
          context.checkAlive(config.name());
          if (!facts.fresh(context).equals(found)) {
            throw new StoreException(
                config.name(),
                StoreException.Kind.UNSUPPORTED,
                "the server is not what it was found to be before");
          }
          return evaluate(query, context);
        });
  }

  private PartAnswer evaluate(PartQuery query, QueryContext context) {
    StepTable table = new StepTable(config.name(), query);
    List<String> remarks = new ArrayList<>();
    long bytes = 0;
    for (PartQuery slice : StepSlices.of(query)) {
      HttpApi.Result<MatrixSize> answer =
          api.post(
              "/api/v1/query_range",
              params(slice, context),
              context,
              json -> MatrixReads.into(table, config.name(), json));
      remarks.addAll(answer.warnings());
      remarks.addAll(answer.infos());
      bytes += answer.bytes();
    }
    Remarks told = Remarks.of(config.name(), remarks);
    List<StepSeries> series = table.series();
    StoreStats stats = new StoreStats(series.size(), 0, bytes).withSamples(table.samples());
    return new PartAnswer(
        series, told.warnings(), told.infos(), told.completeness(config.name(), stats));
  }

  /**
   * Durations go as such: of some numbers of seconds servers lose a millisecond ({@code 1.001}).
   */
  private FormParams params(PartQuery query, QueryContext context) {
    long left = context.deadline().atMost(config.timeout()).remaining().toMillis();
    return new FormParams()
        .add("query", query.expression())
        .addRange(query.startMs(), query.endMs())
        .add("step", query.stepMs() + "ms")
        .add("lookback_delta", query.lookbackMs() + "ms")
        .add("timeout", Math.max(1, left) + "ms");
  }
}
