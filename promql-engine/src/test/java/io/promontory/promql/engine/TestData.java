package io.promontory.promql.engine;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import io.promontory.series.text.GoFloats;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A store with a few series at 10 s, and answers as text. */
final class TestData implements AutoCloseable {
  static final double STALE = StaleMarker.VALUE;

  /** No sample at this position. */
  static final double GAP = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);

  final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final Engine engine;

  TestData() {
    this(FeatureFlags.NONE);
  }

  TestData(FeatureFlags flags) {
    engine = new Engine(new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), flags, 2));
  }

  /** Adds a series with samples at 0 s, 10 s, 20 s...; labels alternate names and values. */
  TestData series(List<String> labels, double... values) {
    Labels set = Labels.of(labels.toArray(String[]::new));
    for (int i = 0; i < values.length; i++) {
      if (Double.doubleToRawLongBits(values[i]) != Double.doubleToRawLongBits(GAP)) {
        store.append(set, i * 10_000L, values[i]);
      }
    }
    return this;
  }

  QueryResult run(Query query) {
    return engine.run(store, query, QueryContext.unbounded());
  }

  /** The value at one time in seconds: one element a line. */
  String instant(String text, double seconds) {
    return print(run(Query.instant(text, (long) (seconds * 1000))).value());
  }

  /** The values from 0 s to {@code end} every {@code step} seconds. */
  String range(String text, int end, int step) {
    return print(run(Query.range(text, 0, end * 1000L, step * 1000L)).value());
  }

  private static String print(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> GoFloats.general(scalar.value());
      case QueryValue.Text text -> text.value();
      case QueryValue.Vector vector ->
          vector.samples().stream()
              .map(sample -> sample.labels() + " " + GoFloats.general(sample.value()))
              .collect(Collectors.joining("\n"));
      case QueryValue.Matrix matrix ->
          matrix.series().stream().map(TestData::print).collect(Collectors.joining("\n"));
    };
  }

  private static String print(PointSeries series) {
    StringBuilder line = new StringBuilder(series.labels().toString());
    for (int i = 0; i < series.size(); i++) {
      line.append(' ').append(GoFloats.general(series.values()[i]));
      line.append('@').append(GoFloats.general(series.timestampsMs()[i] / 1000.0));
    }
    return line.toString();
  }

  @Override
  public void close() {
    engine.close();
  }
}
