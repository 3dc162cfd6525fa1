package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decoded samples as parallel columns that a reader reuses from series to series. The arrays grow
 * and never shrink; read them anew after every call that may grow them. Only the first {@link
 * #size} entries count.
 *
 * <p>Where {@link #histograms} is null all samples are floats. Else a sample is a histogram where
 * its entry is not null; its entry in {@link #values} is the histogram's sum, so that stale markers
 * of both kinds are found there.
 */
public final class SampleColumns {
  /** A chunk of floats holds up to 120 samples. */
  private static final int LEAST_ROOM = 128;

  /** ms since the epoch. */
  public long[] timestamps = {};

  /** NaN payloads are kept: 0x7ff0000000000002 is the stale marker. */
  public double[] values = {};

  /** Null while there is no histogram. */
  public @Nullable FloatHistogram @Nullable [] histograms;

  /** Start times in ms since the epoch, 0 where unknown; null while none is known. */
  public long @Nullable [] startTimes;

  /** Which samples stand for windows of samples; null while none does. */
  public @Nullable WindowColumns windows;

  /** Where one source of samples follows on another that counts apart; null where none does. */
  public @Nullable Breaks breaks;

  public int size;

  private @Nullable FloatHistogram @Nullable [] spareHistograms;
  private long @Nullable [] spareStartTimes;
  private @Nullable WindowColumns spareWindows;
  private @Nullable Breaks spareBreaks;

  /** Forgets all samples. */
  public void clear() {
    size = 0;
    if (histograms != null) {
      spareHistograms = histograms;
      histograms = null;
    }
    if (windows != null) {
      spareWindows = windows;
      windows = null;
    }
    if (breaks != null) {
      spareBreaks = breaks;
      breaks = null;
    }
    dropStartTimes();
  }

  /** Forgets the start times alone. */
  public void dropStartTimes() {
    if (startTimes != null) {
      spareStartTimes = startTimes;
      startTimes = null;
    }
  }

  public void ensureCapacity(int capacity) {
    if (capacity > timestamps.length) {
      int grown = Math.max(Math.max(capacity, LEAST_ROOM), timestamps.length * 2);
      timestamps = Arrays.copyOf(timestamps, grown);
      values = Arrays.copyOf(values, grown);
      if (histograms != null) {
        histograms = Arrays.copyOf(histograms, grown);
      }
      if (startTimes != null) {
        startTimes = Arrays.copyOf(startTimes, grown);
      }
      if (windows != null) {
        windows.grow(grown);
      }
    }
  }

  /** The columns of windows, made for samples that are none if there are none yet. */
  public WindowColumns withWindows() {
    WindowColumns columns = windows;
    if (columns == null) {
      columns = spareWindows == null ? new WindowColumns() : spareWindows;
      columns.reset(timestamps.length);
      windows = columns;
      spareWindows = null;
    }
    return columns;
  }

  /** The column of histograms, made with null in all entries if there is none yet. */
  public @Nullable FloatHistogram[] withHistograms() {
    @Nullable FloatHistogram[] column = histograms;
    if (column == null) {
      column = spareHistograms;
      if (column == null || column.length < timestamps.length) {
        column = new FloatHistogram[timestamps.length];
      } else {
        Arrays.fill(column, null);
      }
      histograms = column;
      spareHistograms = null;
    }
    return column;
  }

  /** The column of start times, made with 0 in all entries if there is none yet. */
  public long[] withStartTimes() {
    long[] column = startTimes;
    if (column == null) {
      column = spareStartTimes;
      if (column == null || column.length < timestamps.length) {
        column = new long[timestamps.length];
      } else {
        Arrays.fill(column, 0);
      }
      startTimes = column;
      spareStartTimes = null;
    }
    return column;
  }

  /** Says that counters count nothing from the sample before an index to the one there. */
  public void addBreak(int at) {
    Breaks known = breaks;
    if (known == null) {
      known = spareBreaks == null ? new Breaks() : spareBreaks;
      known.clear();
      breaks = known;
      spareBreaks = null;
    }
    known.add(at);
  }

  /** The breaks, which these columns no longer have. */
  public @Nullable Breaks takeBreaks() {
    Breaks taken = breaks;
    breaks = null;
    return taken;
  }

  public void add(long timestamp, double value) {
    ensureCapacity(size + 1);
    timestamps[size] = timestamp;
    values[size] = value;
    if (histograms != null) {
      histograms[size] = null;
    }
    if (startTimes != null) {
      startTimes[size] = 0;
    }
    if (windows != null) {
      windows.set(size, 0, 0);
    }
    size++;
  }

  public void add(long timestamp, FloatHistogram histogram) {
    add(timestamp, histogram.sum());
    withHistograms()[size - 1] = histogram;
  }

  /**
   * Counts samples in whose times and values were written behind the last one: floats without start
   * times.
   */
  void advance(int count) {
    if (histograms != null) {
      Arrays.fill(histograms, size, size + count, null);
    }
    if (startTimes != null) {
      Arrays.fill(startTimes, size, size + count, 0);
    }
    advanceWritten(count);
  }

  /**
   * Counts samples in of which all was written behind the last one: they stand for themselves,
   * whatever was left there of windows.
   */
  void advanceWritten(int count) {
    if (windows != null) {
      windows.clear(size, size + count);
    }
    size += count;
  }

  /** Appends the samples [from, to) of other columns, with all that is known of them. */
  public void addAll(SampleColumns other, int from, int to) {
    int count = to - from;
    ensureCapacity(size + count);
    System.arraycopy(other.timestamps, from, timestamps, size, count);
    System.arraycopy(other.values, from, values, size, count);
    int at = size;
    advance(count);
    if (other.histograms != null) {
      System.arraycopy(other.histograms, from, withHistograms(), at, count);
    }
    if (other.startTimes != null) {
      System.arraycopy(other.startTimes, from, withStartTimes(), at, count);
    }
    if (other.windows != null) {
      withWindows().copy(other.windows, from, at, count);
    }
    Breaks theirs = other.breaks;
    for (int i = theirs == null ? 0 : theirs.firstAbove(from); theirs != null; i++) {
      if (i == theirs.size() || theirs.get(i) >= to) {
        break;
      }
      addBreak(at + theirs.get(i) - from);
    }
  }

  /** Forgets all samples but [from, to). */
  public void keep(int from, int to) {
    if (from > 0) {
      move(from, 0, to - from);
    }
    size = to - from;
    if (breaks != null) {
      breaks.keep(from, to);
    }
  }

  /** Moves samples within the columns, from one place to an earlier one; breaks stay. */
  public void move(int from, int to, int count) {
    System.arraycopy(timestamps, from, timestamps, to, count);
    System.arraycopy(values, from, values, to, count);
    if (histograms != null) {
      System.arraycopy(histograms, from, histograms, to, count);
    }
    if (startTimes != null) {
      System.arraycopy(startTimes, from, startTimes, to, count);
    }
    if (windows != null) {
      windows.move(from, to, count);
    }
  }

  /** Exchanges all content with other columns. */
  public void swap(SampleColumns other) {
    long[] times = timestamps;
    timestamps = other.timestamps;
    other.timestamps = times;
    double[] floats = values;
    values = other.values;
    other.values = floats;
    @Nullable FloatHistogram[] complex = histograms;
    histograms = other.histograms;
    other.histograms = complex;
    long[] starts = startTimes;
    startTimes = other.startTimes;
    other.startTimes = starts;
    WindowColumns reduced = windows;
    windows = other.windows;
    other.windows = reduced;
    Breaks apart = breaks;
    breaks = other.breaks;
    other.breaks = apart;
    int count = size;
    size = other.size;
    other.size = count;
  }

  /**
   * Says that the sample before a histogram is not the one that its hint speaks of: what was known
   * of a reset no longer is.
   */
  public void forgetHint(int at) {
    @Nullable FloatHistogram[] column = histograms;
    if (column != null && at < size) {
      FloatHistogram histogram = column[at];
      if (histogram != null && histogram.hint() != ResetHint.GAUGE) {
        column[at] = histogram.withHint(ResetHint.UNKNOWN);
      }
    }
  }

  /** Sets the start time of the sample that was added last. */
  public void setStartTime(long startTime) {
    if (startTime != 0 || startTimes != null) {
      withStartTimes()[size - 1] = startTime;
    }
  }
}
