package io.promontory.it.bench;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.function.CallSite;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.RangeKernel;
import io.promontory.promql.function.StandardFunctions;
import io.promontory.promql.function.Window;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * {@code sum by(job)(rate(m_total[5m]))} over 1 h at 15 s, on one thread; one operation is one
 * stored sample.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SumByRateBench {
  private static final int SERIES = 2000;
  private static final int SAMPLES = 260;
  private static final long INTERVAL_MS = 15_000;
  private static final long END_MS = (SAMPLES - 1) * INTERVAL_MS;
  private static final long WINDOW_MS = 300_000;

  @Param({"60", "15"})
  int stepSeconds;

  private final MemoryStore store = new MemoryStore("bench", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 1));
  private final List<Series> series = new ArrayList<>();
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();
  private final Window window = new Window();
  private final RangeKernel rate =
      Objects.requireNonNull(new StandardFunctions().range("rate"))
          .kernel(new CallSite(rateCall(), new AnnotationCollector(), FeatureFlags.NONE));
  private double[] sums = {};

  private static Call rateCall() {
    return new Call(
        new FunctionSignature("rate", List.of(ValueType.MATRIX), 0, ValueType.VECTOR, false),
        List.of(),
        Span.NONE);
  }

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(7);
    for (int s = 0; s < SERIES; s++) {
      Labels labels =
          Labels.of("__name__", "m_total", "job", "job-" + s % 10, "instance", "i-" + s);
      double value = random.nextInt(1_000_000);
      for (int i = 0; i < SAMPLES; i++) {
        value += random.nextInt(200);
        store.append(labels, i * INTERVAL_MS, value);
      }
    }
    SelectRequest all = SelectRequest.of(0, END_MS, List.of(Matcher.equal("__name__", "m_total")));
    try (SeriesSet set = store.select(all, QueryContext.unbounded())) {
      for (Series next = set.next(); next != null; next = set.next()) {
        series.add(next);
      }
    }
    sums = new double[(int) (3_600_000 / (stepSeconds * 1000L)) + 1];
  }

  /** The whole engine, from text to value. */
  @Benchmark
  @OperationsPerInvocation(SERIES * SAMPLES)
  public QueryResult engine() {
    Query query =
        Query.range(
            "sum by(job)(rate(m_total[5m]))", END_MS - 3_600_000, END_MS, stepSeconds * 1000L);
    return engine.run(store, query, QueryContext.unbounded());
  }

  /** Decoding, windows, rate and one sum: what is left when everything else is taken away. */
  @Benchmark
  @OperationsPerInvocation(SERIES * SAMPLES)
  public double[] kernel() {
    for (int i = 0; i < series.size(); i++) {
      decoder.decode(series.get(i).chunks(), 0, END_MS, columns);
      rate.begin(series.get(i).labels());
      addRates();
    }
    return sums;
  }

  private void addRates() {
    long[] times = columns.timestamps;
    window.timestamps = times;
    window.values = columns.values;
    int lo = 0;
    int hi = 0;
    long end = END_MS - 3_600_000;
    for (int step = 0; step < sums.length; step++) {
      while (hi < columns.size && times[hi] <= end) {
        hi++;
      }
      while (lo < hi && times[lo] <= end - WINDOW_MS) {
        lo++;
      }
      window.lo = lo;
      window.hi = hi;
      window.startMs = end - WINDOW_MS;
      window.endMs = end;
      window.evalMs = end;
      if (rate.apply(window)) {
        sums[step] += window.result;
      }
      end += stepSeconds * 1000L;
    }
  }
}
