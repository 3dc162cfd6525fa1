package io.promontory.adapter.managed.evaluation;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.evaluate.Remarks;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Density;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a managed service evaluate. Its answer is its own: that of its data, its engine and its
 * look-back of 5 minutes.
 */
public final class ManagedEvaluation {
  /** Which managed services have, and no request changes. */
  private static final long LOOKBACK_MS = 300_000;

  private final String store;
  private final Labels external;
  private final Pushdown pushdown;
  private final Questions questions;
  private final Samples samples;
  private final KnownDialect dialect;
  private final KeptSteps kept;
  private final Billing billing;

  /**
   * What is evaluated, and how much of it is kept.
   *
   * @param external labels that our configuration adds
   * @param maxKeptValues how many results of steps to keep
   */
  public record Options(String store, Labels external, Pushdown pushdown, long maxKeptValues) {}

  /**
   * Asks nothing yet.
   *
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  public ManagedEvaluation(
      Options options,
      Questions questions,
      Samples samples,
      InstantSource clock,
      LongSupplier nanoClock) {
    this.store = options.store();
    this.external = options.external();
    this.pushdown = options.pushdown();
    this.questions = questions;
    this.samples = samples;
    DialectProbe probe = new DialectProbe(store, questions, external, samples::hasLabel, clock);
    this.dialect = new KnownDialect(store, probe, nanoClock);
    this.kept = new KeptSteps(options.maxKeptValues(), samples::closedUntilMs, clock);
    this.billing =
        new Billing() {
          @Override
          public long readMs(SelectRequest request) {
            return samples.missingMs(request);
          }

          @Override
          public long evaluatedSteps(PartQuery query) {
            return kept.missing(query);
          }

          @Override
          public Density density(List<Matcher> matchers) {
            return samples.density(matchers);
          }
        };
  }

  /** What evaluates, as known now; empty where nothing may. */
  public String evaluator() {
    return switch (pushdown) {
      case NEVER -> "";
      case ALWAYS -> "any PromQL";
      case AUTO -> dialect.last().text();
    };
  }

  /** The service as the only part, if it may evaluate what a request selects. */
  public List<StorePart> parts(SelectRequest request) {
    if (pushdown == Pushdown.NEVER
        || !request.isOfWholeSeries()
        || !samples.maySelect(request.matchers())) {
      return List.of();
    }
    Authority authority = authority();
    return authority == null
        ? List.of()
        : List.of(
            new StorePart(
                store,
                external.isEmpty() ? List.of() : List.of(external),
                external,
                Set.of(),
                this::evaluate,
                authority,
                billing));
  }

  private @Nullable Authority authority() {
    if (pushdown == Pushdown.ALWAYS) {
      return Authority.STORE;
    }
    return switch (dialect.lastAndSoonFresh()) {
      case PROMETHEUS_3 -> Authority.STORE;
      case PROMETHEUS_2 -> Authority.STORE_WITHOUT_WINDOWS;
      case UNKNOWN, OTHER -> null;
    };
  }

  private PartAnswer evaluate(PartQuery query, QueryContext context) {
    context.checkAlive(store);
    if (query.lookbackMs() != LOOKBACK_MS) {
      throw new StoreException(
          store,
          StoreException.Kind.UNSUPPORTED,
          "the service looks back 5m, and the query " + query.lookbackMs() + " ms");
    }
    StepTable table = new StepTable(store, query);
    KeptSteps.Kept from = kept.find(query);
    Questions.Answered answered =
        from == null ? questions.ask(query, table, context) : around(from, query, table, context);
    Remarks told = Remarks.of(store, answered.remarks());
    List<StepSeries> series = table.series();
    if (told.missing().isEmpty()) {
      kept.keep(query, series, answered.remarks(), from);
    }
    StoreStats stats =
        new StoreStats(series.size(), 0, answered.bytes())
            .withSamples(table.samples())
            .withRetries(answered.retries())
            .withBilled(answered.billed());
    Completeness completeness =
        new Completeness(
            told.completeness(store, stats).outcomes().stream()
                .map(outcome -> outcome.withNotes(answered.notes()))
                .toList());
    return new PartAnswer(series, told.warnings(), told.infos(), completeness);
  }

  /** Asks for the steps before and after those that are kept. */
  private Questions.Answered around(
      KeptSteps.Kept from, PartQuery query, StepTable table, QueryContext context) {
    Questions.Answered answered = new Questions.Answered(from.remarks(), List.of(), 0, 0, 0);
    if (query.startMs() < from.startMs()) {
      PartQuery before = query.at(query.startMs(), from.startMs() - query.stepMs());
      answered = answered.and(questions.ask(before, table, context));
    }
    for (StepSeries one : from.series()) {
      add(one, from, table.column(one.labels()));
    }
    if (from.endMs() < query.endMs()) {
      PartQuery after = query.at(from.endMs() + query.stepMs(), query.endMs());
      answered = answered.and(questions.ask(after, table, context));
    }
    return answered;
  }

  private static void add(StepSeries series, KeptSteps.Kept from, StepTable.Column column) {
    for (int i = 0; i < series.size(); i++) {
      long time = series.timestamps()[i];
      if (time >= from.startMs() && time <= from.endMs()) {
        column.add(time, series.values()[i]);
      }
    }
  }
}
