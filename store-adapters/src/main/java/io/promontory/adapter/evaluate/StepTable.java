package io.promontory.adapter.evaluate;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluated series, put together from the answers for one slice of steps after the other. */
public final class StepTable {
  private final String store;
  private final PartQuery query;
  private final Map<Labels, Column> columns = new LinkedHashMap<>();
  private long samples;

  /**
   * @param store name for failures
   * @param query of all slices
   */
  public StepTable(String store, PartQuery query) {
    this.store = store;
    this.query = query;
  }

  /** The steps of one series, which may have some already. */
  public Column column(Labels labels) {
    return columns.computeIfAbsent(labels, Column::new);
  }

  /** Those with a step. */
  public List<StepSeries> series() {
    return columns.values().stream().filter(column -> column.size > 0).map(Column::series).toList();
  }

  /** Steps with a value, of all series. */
  public long samples() {
    return samples;
  }

  /** The steps of one series. */
  public final class Column {
    private final Labels labels;
    private long[] times = new long[16];
    private double[] values = new double[16];
    private @Nullable FloatHistogram @Nullable [] histograms;
    private int size;

    private Column(Labels labels) {
      this.labels = labels;
    }

    /**
     * Adds a float.
     *
     * @throws StoreException of kind CORRUPT if that is no step, or not after those before
     */
    public void add(long timeMs, double value) {
      begin(timeMs);
      values[size++] = value;
    }

    /** As {@link #add(long, double)}, a histogram. */
    public void add(long timeMs, FloatHistogram histogram) {
      begin(timeMs);
      @Nullable FloatHistogram[] all = histograms;
      if (all == null || all.length < times.length) {
        all = all == null ? new FloatHistogram[times.length] : Arrays.copyOf(all, times.length);
        histograms = all;
      }
      all[size++] = histogram;
    }

    private void begin(long timeMs) {
      boolean isStep =
          timeMs >= query.startMs()
              && timeMs <= query.endMs()
              && (timeMs - query.startMs()) % query.stepMs() == 0;
      if (!isStep || (size > 0 && timeMs <= times[size - 1])) {
        throw new StoreException(
            store,
            StoreException.Kind.CORRUPT,
            "evaluated " + labels + " at " + timeMs + " ms, which is not the next step");
      }
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      times[size] = timeMs;
      samples++;
    }

    private StepSeries series() {
      @Nullable FloatHistogram[] all = histograms;
      return new StepSeries(
          labels,
          times,
          values,
          all == null || all.length >= size ? all : Arrays.copyOf(all, size),
          size);
    }
  }
}
