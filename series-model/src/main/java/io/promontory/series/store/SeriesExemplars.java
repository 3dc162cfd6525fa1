package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.util.List;

/**
 * The exemplars of one series.
 *
 * @param labels of the series
 * @param exemplars by time, each once
 */
public record SeriesExemplars(Labels labels, List<Exemplar> exemplars) {
  public SeriesExemplars {
    exemplars = List.copyOf(exemplars);
  }
}
