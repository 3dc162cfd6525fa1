package io.promontory.series.histogram;

import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The two texts of a histogram. */
public final class HistogramText {
  private HistogramText() {}

  static String of(FloatHistogram histogram) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    text.add("count:" + GoFloats.general(histogram.count()));
    text.add("sum:" + GoFloats.general(histogram.sum()));
    List<String> negative = new ArrayList<>();
    addPopulated(BucketCursor.negative(histogram), negative);
    negative.reversed().forEach(text::add);
    if (histogram.zeroCount() != 0 && !histogram.layout().isCustom()) {
      String threshold = GoFloats.general(histogram.layout().zeroThreshold());
      String below = GoFloats.general(-histogram.layout().zeroThreshold());
      text.add("[" + below + "," + threshold + "]:" + GoFloats.general(histogram.zeroCount()));
    }
    List<String> positive = new ArrayList<>();
    addPopulated(BucketCursor.positive(histogram), positive);
    positive.forEach(text::add);
    return text.toString();
  }

  private static void addPopulated(BucketCursor bucket, List<String> texts) {
    while (bucket.next()) {
      if (bucket.count() != 0) {
        texts.add(
            (bucket.lowerInclusive() ? "[" : "(")
                + GoFloats.general(bucket.lower())
                + ","
                + GoFloats.general(bucket.upper())
                + (bucket.upperInclusive() ? "]:" : "):")
                + GoFloats.general(bucket.count()));
      }
    }
  }

  /**
   * The notation of test scripts, {@code {{schema:1 count:4 sum:4 buckets:[1 3]}}}: what is 0 is
   * left out, gaps between buckets are written as empty ones.
   */
  public static String testExpression(FloatHistogram histogram) {
    FloatHistogram filled = histogram.compact(Integer.MAX_VALUE);
    HistogramLayout layout = filled.layout();
    StringJoiner text = new StringJoiner(" ", "{{", "}}");
    if (layout.schema() != 0) {
      text.add("schema:" + layout.schema());
    }
    addNumber(text, "count", filled.count());
    addNumber(text, "sum", filled.sum());
    addNumber(text, "z_bucket", filled.zeroCount());
    addNumber(text, "z_bucket_w", layout.zeroThreshold());
    if (layout.isCustom()) {
      double[] bounds = layout.customBounds();
      text.add("custom_values:" + list(bounds, 0, bounds.length));
    }
    if (filled.hint() != ResetHint.UNKNOWN) {
      text.add("counter_reset_hint:" + filled.hint().text());
    }
    int positive = layout.positiveBuckets();
    addBuckets(text, "", layout.positiveSpans(), filled.buckets(), 0, positive);
    addBuckets(text, "n_", layout.negativeSpans(), filled.buckets(), positive, layout.buckets());
    return text.toString();
  }

  private static void addNumber(StringJoiner text, String key, double value) {
    if (value != 0) {
      text.add(key + ":" + GoFloats.general(value));
    }
  }

  private static void addBuckets(
      StringJoiner text, String prefix, int[] spans, double[] counts, int from, int to) {
    if (spans.length > 0 && spans[0] != 0) {
      text.add(prefix + "offset:" + spans[0]);
    }
    if (to > from) {
      text.add(prefix + "buckets:" + list(counts, from, to));
    }
  }

  private static String list(double[] values, int from, int to) {
    StringJoiner list = new StringJoiner(" ", "[", "]");
    for (int i = from; i < to; i++) {
      list.add(GoFloats.general(values[i]));
    }
    return list.toString();
  }
}
