package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import java.util.List;

/** How many float samples and native histograms. */
public record WriteCount(int floats, int histograms) {
  static WriteCount of(List<QueryValue.Sample> samples) {
    int histograms = 0;
    for (QueryValue.Sample sample : samples) {
      histograms += sample.histogram() == null ? 0 : 1;
    }
    return new WriteCount(samples.size() - histograms, histograms);
  }

  /** Of both. */
  public int all() {
    return floats + histograms;
  }
}
