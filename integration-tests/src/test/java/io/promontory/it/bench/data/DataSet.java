package io.promontory.it.bench.data;

import io.promontory.series.labels.Labels;
import java.util.List;

/** Series of floats at regular times that come out the same whenever they are made. */
public interface DataSet {
  /** Name of the folder that keeps what is made of it; another name for other data. */
  String name();

  /** Labels of all series, in order. */
  List<Labels> series();

  /** How many samples each series has. */
  int samples();

  /** ms since the epoch of the first sample. */
  long startMs();

  /** ms from sample to sample. */
  long intervalMs();

  /** Fills in the values of a series; called from several threads. */
  void values(int series, double[] into);

  /** ms since the epoch of a sample. */
  default long time(int sample) {
    return startMs() + sample * intervalMs();
  }

  /** Whether a sample is there; all are, unless there are holes. */
  default boolean has(int sample) {
    return true;
  }

  /** Seconds since the epoch of the last sample. */
  default long endSeconds() {
    return time(samples() - 1) / 1000;
  }
}
