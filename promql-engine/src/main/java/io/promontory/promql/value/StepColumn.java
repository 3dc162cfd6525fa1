package io.promontory.promql.value;

import io.promontory.series.histogram.FloatHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one evaluated series, one slot for each step of the evaluation. Reused from series
 * to series: whoever keeps one beyond the call that hands it over copies it.
 *
 * <p>A slot counts only where {@link #present} is true; the value of an absent slot means nothing.
 * Where {@link #histograms} is null all slots are floats; else a slot is a histogram where its
 * entry is not null, and its entry in {@link #values} means nothing.
 */
public final class StepColumn {
  public final double[] values;
  public final boolean[] present;

  /** Null while no slot is a histogram. */
  public @Nullable FloatHistogram @Nullable [] histograms;

  private @Nullable FloatHistogram @Nullable [] spare;

  public StepColumn(int steps) {
    values = new double[steps];
    present = new boolean[steps];
  }

  public int steps() {
    return values.length;
  }

  public void clear() {
    Arrays.fill(present, false);
    clearHistograms();
  }

  public void set(int step, double value) {
    values[step] = value;
    present[step] = true;
    if (histograms != null) {
      histograms[step] = null;
    }
  }

  public void set(int step, FloatHistogram histogram) {
    withHistograms()[step] = histogram;
    present[step] = true;
  }

  /** Takes over what a slot of another column holds, which is present there. */
  public void set(int step, StepColumn other, int otherStep) {
    FloatHistogram histogram = other.histogram(otherStep);
    if (histogram == null) {
      set(step, other.values[otherStep]);
    } else {
      set(step, histogram);
    }
  }

  /** The histogram of a slot that is present, or null where that is a float. */
  public @Nullable FloatHistogram histogram(int step) {
    return histograms == null ? null : histograms[step];
  }

  /** The histograms, made with null in all entries if there are none yet. */
  public @Nullable FloatHistogram[] withHistograms() {
    @Nullable FloatHistogram[] column = histograms;
    if (column == null) {
      column = spare == null ? new FloatHistogram[values.length] : spare;
      spare = null;
      histograms = column;
    }
    return column;
  }

  /** Makes all slots floats, without regard to what is present. */
  public void clearHistograms() {
    if (histograms != null) {
      Arrays.fill(histograms, null);
      spare = histograms;
      histograms = null;
    }
  }

  /** Clears the slots that are histograms. */
  public void keepFloats() {
    if (histograms != null) {
      for (int step = 0; step < present.length; step++) {
        present[step] &= histograms[step] == null;
      }
      clearHistograms();
    }
  }

  /** How many slots are present. */
  public int count() {
    int count = 0;
    for (boolean slot : present) {
      count += slot ? 1 : 0;
    }
    return count;
  }

  public boolean isEmpty() {
    for (boolean slot : present) {
      if (slot) {
        return false;
      }
    }
    return true;
  }

  public StepColumn copy() {
    StepColumn copy = new StepColumn(values.length);
    copy.copyFrom(this);
    return copy;
  }

  public void copyFrom(StepColumn other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    System.arraycopy(other.present, 0, present, 0, present.length);
    if (other.histograms == null) {
      clearHistograms();
    } else {
      System.arraycopy(other.histograms, 0, withHistograms(), 0, values.length);
    }
  }
}
