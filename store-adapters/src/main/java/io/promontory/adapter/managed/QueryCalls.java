package io.promontory.adapter.managed;

import io.promontory.adapter.api.AnswerCaps;
import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.api.MatrixReads;
import io.promontory.adapter.api.MatrixSize;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The requests that an endpoint bills: {@code query} and {@code query_range}. */
final class QueryCalls {
  private static final String INSTANT = "/api/v1/query";
  private static final String RANGE = "/api/v1/query_range";

  private final String store;
  private final HttpApi api;
  private final Throttle throttle;
  private final CostMeter meter;
  private final CostLimits limits;
  private final AnswerCaps caps;
  private final Duration timeout;

  QueryCalls(
      String store,
      HttpApi api,
      Throttle throttle,
      CostMeter meter,
      CostLimits limits,
      AnswerCaps caps,
      Duration timeout) {
    this.store = store;
    this.api = api;
    this.throttle = throttle;
    this.meter = meter;
    this.limits = limits;
    this.caps = caps;
    this.timeout = timeout;
  }

  /**
   * What an answer took.
   *
   * @param warnings of the endpoint, less those that we asked for, and that it gave as much as it
   *     gives at most
   * @param notes those that we asked for
   */
  record Told(
      MatrixSize size,
      long bytes,
      long billed,
      long retries,
      List<String> warnings,
      List<String> infos,
      List<String> notes) {}

  /**
   * The samples of a selector in a window whose ends belong to it: {@code selector[window]} looked
   * at from its end. Dialects differ in whether the moment before the window is in it; readers
   * trim.
   *
   * @param shares how many requests the query is about to send
   */
  Told window(
      String selector,
      long fromMs,
      long toMs,
      int shares,
      QueryContext context,
      MatrixReads.SeriesSink sink) {
    FormParams params =
        new FormParams()
            .add("query", selector + "[" + (toMs - fromMs + 1) + "ms]")
            .addTime("time", toMs);
    return ask(INSTANT, params, shares, context, sink);
  }

  /** An expression at evenly spaced times; {@code params} say at which. */
  Told steps(FormParams params, int shares, QueryContext context, MatrixReads.SeriesSink sink) {
    return ask(RANGE, params, shares, context, sink);
  }

  private Told ask(
      String path,
      FormParams params,
      int shares,
      QueryContext context,
      MatrixReads.SeriesSink sink) {
    CostMeter.Reservation share = meter.reserve(context, shares);
    try {
      return ask(path, params, share, context, sink);
    } catch (StoreException e) {
      if (!isOverThreshold(e)) {
        throw e;
      }
    }
    // Its share was too small; a refusal costs nothing, so it goes again with all that is left.
    CostMeter.Reservation all = meter.reserveAll(context);
    if (all.samples() <= share.samples()) {
      all.settle(0);
      throw meter.refused(context);
    }
    try {
      return ask(path, params, all, context, sink);
    } catch (StoreException e) {
      throw isOverThreshold(e) ? meter.refused(context) : e;
    }
  }

  private Told ask(
      String path,
      FormParams params,
      CostMeter.Reservation share,
      QueryContext context,
      MatrixReads.SeriesSink sink) {
    long billed = 0;
    try {
      Throttle.Tried<HttpApi.Result<MatrixSize>> tried =
          throttle.call(
              context,
              () ->
                  api.post(
                      path,
                      with(params, share.samples(), context),
                      context,
                      json -> MatrixReads.read(store, json, sink)));
      HttpApi.Result<MatrixSize> answer = tried.result();
      MatrixSize size = answer.data();
      billed = size.processed() >= 0 ? size.processed() : size.samples();
      return told(answer, billed, tried.retries());
    } finally {
      share.settle(billed);
    }
  }

  private FormParams with(FormParams params, long mostSamples, QueryContext context) {
    long left = context.deadline().atMost(timeout).remaining().toMillis();
    FormParams all = params.copy().add("timeout", Math.max(1, left) + "ms").add("stats", "all");
    if (mostSamples < Long.MAX_VALUE) {
      all.add("max_samples_processed_error_threshold", Long.toString(mostSamples));
    }
    if (limits.warnSamplesPerRequest() > 0) {
      all.add(
          "max_samples_processed_warning_threshold", Long.toString(limits.warnSamplesPerRequest()));
    }
    return all;
  }

  private Told told(HttpApi.Result<MatrixSize> answer, long billed, int retries) {
    List<String> warnings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String warning : answer.warnings()) {
      (isAboutThresholds(warning) ? notes : warnings).add(warning);
    }
    return new Told(
        answer.data(),
        answer.bytes(),
        billed,
        retries,
        AnswerCaps.with(warnings, caps.ofSeries(answer.data().series())),
        answer.infos(),
        notes);
  }

  private static boolean isOverThreshold(StoreException e) {
    return (e.kind() == Kind.LIMIT || e.kind() == Kind.BAD_REQUEST)
        && isAboutThresholds(String.valueOf(e.getMessage()));
  }

  private static boolean isAboutThresholds(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("samples processed") || lower.contains("samples_processed");
  }
}
