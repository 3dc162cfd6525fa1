package io.promontory.frontend.json;

import io.promontory.series.histogram.BucketCursor;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.text.GoFloats;
import java.io.IOException;

/** Writes native histograms as Prometheus' HTTP API does. */
final class HistogramJson {
  private HistogramJson() {}

  /** {@code [time,{"count":"…","sum":"…","buckets":[[code,"lower","upper","count"],…]}]}. */
  static void point(JsonOutput out, long ms, FloatHistogram histogram) throws IOException {
    out.raw('[').timestamp(ms).raw(",{\"count\":");
    number(out, histogram.count()).raw(",\"sum\":");
    number(out, histogram.sum());
    String before = ",\"buckets\":[[";
    BucketCursor bucket = BucketCursor.ascending(histogram);
    while (bucket.next()) {
      if (bucket.count() != 0) {
        out.raw(before).number(bucket.boundaries()).raw(',');
        number(out, bucket.lower()).raw(',');
        number(out, bucket.upper()).raw(',');
        number(out, bucket.count()).raw(']');
        before = ",[";
      }
    }
    if (before.length() == 2) {
      out.raw(']');
    }
    out.raw("}]");
  }

  private static JsonOutput number(JsonOutput out, double value) throws IOException {
    return out.raw('"').raw(GoFloats.api(value)).raw('"');
  }
}
