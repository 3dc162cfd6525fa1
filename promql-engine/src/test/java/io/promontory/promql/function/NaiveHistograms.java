package io.promontory.promql.function;

import io.promontory.series.histogram.AddOutcome;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.HistogramSum;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions of windows with histograms, one whole window at a time; a float is a Double. */
final class NaiveHistograms {
  final Set<RangeNote> notes = EnumSet.noneOf(RangeNote.class);

  /** Null for no answer. */
  @Nullable Object of(String function, Window w) {
    TreeMap<Long, Object> samples = new TreeMap<>();
    for (int i = w.lo; i < w.hi; i++) {
      samples.put(w.timestamps[i], w.values[i]);
    }
    for (int i = w.histogramLo; i < w.histogramHi; i++) {
      samples.put(w.histogramTimes[i], w.histogram(i));
    }
    if (samples.isEmpty()) {
      return null;
    }
    return switch (function) {
      case "count_over_time" -> (double) samples.size();
      case "present_over_time" -> 1.0;
      case "first_over_time" -> samples.firstEntry().getValue();
      case "last_over_time" -> samples.lastEntry().getValue();
      case "ts_of_first_over_time" -> samples.firstKey() / 1000.0;
      case "ts_of_last_over_time" -> samples.lastKey() / 1000.0;
      case "changes" -> events(samples, false);
      case "resets" -> events(samples, true);
      case "max_over_time" -> floatsOnly(function, w);
      case "rate" -> rate(w, true, (w.endMs - w.startMs) / 1000.0);
      case "increase" -> rate(w, true, 1);
      case "delta" -> rate(w, false, 1);
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static double events(TreeMap<Long, Object> samples, boolean resets) {
    Object before = null;
    int events = 0;
    for (Object sample : samples.values()) {
      if (before instanceof FloatHistogram a && sample instanceof FloatHistogram b) {
        events += (resets ? b.isResetAfter(a) : !b.isSameAs(a)) ? 1 : 0;
      } else if (before instanceof Double a && sample instanceof Double b) {
        events += (resets ? b < a : !a.equals(b)) ? 1 : 0;
      } else {
        events += before == null ? 0 : 1;
      }
      before = sample;
    }
    return events;
  }

  private @Nullable Object floatsOnly(String function, Window w) {
    if (!w.hasFloats()) {
      return null;
    }
    if (w.hasHistograms()) {
      notes.add(RangeNote.IGNORED);
    }
    Window floats = new Window();
    floats.values = Arrays.copyOfRange(w.values, w.lo, w.hi);
    return NaiveRange.of(function, floats, w.hi - w.lo);
  }

  private @Nullable Object rate(Window w, boolean counter, double per) {
    if (w.hasFloats()) {
      if (w.hasHistograms()) {
        notes.add(RangeNote.MIXED_WITH_FLOATS);
        return null;
      }
      return w.hi - w.lo < 2 ? null : 0.0;
    }
    int n = w.histogramHi - w.histogramLo;
    if (n < 2) {
      return null;
    }
    FloatHistogram[] h = new FloatHistogram[n];
    for (int i = 0; i < n; i++) {
      h[i] = w.histogram(w.histogramLo + i);
    }
    FloatHistogram difference = difference(h, counter);
    if (difference == null) {
      return null;
    }
    long[] times = w.histogramTimes;
    double sampled = (times[w.histogramHi - 1] - times[w.histogramLo]) / 1000.0;
    double mean = sampled / (n - 1);
    double left = (times[w.histogramLo] - w.startMs) / 1000.0;
    double right = (w.endMs - times[w.histogramHi - 1]) / 1000.0;
    left = left >= mean * 1.1 ? mean / 2 : left;
    right = right >= mean * 1.1 ? mean / 2 : right;
    if (counter && difference.count() > 0 && h[0].count() >= 0) {
      left = Math.min(left, sampled * (h[0].count() / difference.count()));
    }
    return difference.multiply((sampled + left + right) / sampled / per);
  }

  private @Nullable FloatHistogram difference(FloatHistogram[] h, boolean counter) {
    int last = h.length - 1;
    FloatHistogram from = h[0];
    if (counter && h[1].isResetAfter(h[0])) {
      HistogramLayout like = h[1].layout();
      int[] none = {};
      from =
          new FloatHistogram(
              new HistogramLayout(like.schema(), 0, none, none, like.customBounds()),
              ResetHint.UNKNOWN,
              0,
              0,
              0,
              new double[0]);
    }
    boolean edgeGauge = h[0].hint() == ResetHint.GAUGE || h[last].hint() == ResetHint.GAUGE;
    boolean bothGauge = h[0].hint() == ResetHint.GAUGE && h[last].hint() == ResetHint.GAUGE;
    boolean custom = from.layout().isCustom();
    if (h[last].layout().isCustom() != custom) {
      notes.add(RangeNote.MIXED_SCHEMAS);
      if (counter && edgeGauge) {
        notes.add(RangeNote.NOT_COUNTER);
      }
      return null;
    }
    int schema = Math.min(from.layout().schema(), h[last].layout().schema());
    boolean anyGauge = edgeGauge;
    for (int i = 1; counter && i < last; i++) {
      if (h[i].layout().isCustom() != custom) {
        notes.add(RangeNote.MIXED_SCHEMAS);
        return null;
      }
      anyGauge |= h[i].hint() == ResetHint.GAUGE;
      schema = Math.min(schema, h[i].layout().schema());
    }
    if (counter ? anyGauge : !bothGauge) {
      notes.add(counter ? RangeNote.NOT_COUNTER : RangeNote.NOT_GAUGE);
    }
    HistogramSum sum = HistogramSum.plain(h[last].toSchema(schema));
    if (AddOutcome.isBoundsReconciled(sum.subtract(from))) {
      notes.add(RangeNote.RECONCILED_IN_SUBTRACTION);
    }
    FloatHistogram before = from;
    for (int i = 1; counter && i <= last; i++) {
      if (h[i].isResetAfter(before) && AddOutcome.isBoundsReconciled(sum.add(before))) {
        notes.add(RangeNote.RECONCILED_IN_ADDITION);
      }
      before = h[i];
    }
    return sum.toHistogram().compact().withHint(ResetHint.GAUGE);
  }
}
