package io.promontory.promql.exec;

import io.promontory.promql.math.KahanSum;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * {@code avg}: a compensated sum divided at the end, as long as the sum does not overflow; from
 * then on a mean that moves with each value, compensated too.
 */
final class MeanAccumulator implements Accumulator {
  private final double[] sums;
  private final double[] means;
  private final double[] compensations;
  private final boolean[] incremental;
  private final int[] counts;
  private final HistogramGroup.Kind kind;
  private @Nullable HistogramGroup histograms;

  MeanAccumulator(int steps, HistogramGroup.Kind kind) {
    this.kind = kind;
    sums = new double[steps];
    means = new double[steps];
    compensations = new double[steps];
    incremental = new boolean[steps];
    counts = new int[steps];
  }

  @Override
  public void add(Labels labels, StepColumn column) {
    if (column.histograms != null) {
      if (histograms == null) {
        histograms = new HistogramGroup(kind, column.steps());
      }
      histograms.take(labels, column, step -> counts[step] > 0);
    }
    for (int i = 0; i < sums.length; i++) {
      if (column.present[i]) {
        if (counts[i]++ == 0) {
          sums[i] = column.values[i];
        } else {
          add(i, column.values[i]);
        }
      }
    }
  }

  private void add(int i, double value) {
    double count = counts[i];
    if (!incremental[i]) {
      double next = sums[i] + value;
      if (!Double.isInfinite(next)) {
        compensations[i] = KahanSum.compensate(sums[i], value, next, compensations[i]);
        sums[i] = next;
        return;
      }
      incremental[i] = true;
      means[i] = sums[i] / (count - 1);
      compensations[i] /= count - 1;
    }
    double q = (count - 1) / count;
    double mean = q * means[i];
    double share = value / count;
    means[i] = mean + share;
    compensations[i] = KahanSum.compensate(mean, share, means[i], q * compensations[i]);
  }

  @Override
  public void finish(StepColumn out) {
    out.clearHistograms();
    for (int i = 0; i < sums.length; i++) {
      out.present[i] = counts[i] > 0;
      out.values[i] =
          incremental[i]
              ? means[i] + compensations[i]
              : sums[i] / counts[i] + compensations[i] / counts[i];
    }
    if (histograms != null) {
      histograms.finish(out);
    }
  }

  @Override
  public long held() {
    return histograms == null ? 0 : histograms.held();
  }
}
