package io.promontory.frontend.exposition;

import io.promontory.series.histogram.FloatHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one name and kind.
 *
 * @param name as it is stored
 */
public record Family(String name, Kind kind, List<Point> points) {
  /** What the metrics are. */
  public enum Kind {
    UNTYPED,
    HISTOGRAM,
    GAUGE_HISTOGRAM
  }

  /**
   * One metric's newest sample.
   *
   * @param labels without the name, in the order to write them in
   * @param value where it is no histogram
   * @param timestamp ms
   */
  public record Point(
      List<Label> labels, double value, @Nullable FloatHistogram histogram, long timestamp) {}

  /** A label of a metric; its value may be empty. */
  public record Label(String name, String value) {}
}
