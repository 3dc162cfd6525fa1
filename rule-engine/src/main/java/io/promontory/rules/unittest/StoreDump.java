package io.promontory.rules.unittest;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramText;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a store holds, as texts: a series' labels, and {@code value @[seconds]} line by line.
 */
final class StoreDump {
  private StoreDump() {}

  static List<String> of(Store store) {
    List<String> all = new ArrayList<>();
    Matcher any = Matcher.of(Matcher.Type.RE, "__name__", ".+");
    SelectRequest everything = SelectRequest.of(Long.MIN_VALUE, Long.MAX_VALUE, List.of(any));
    try (SeriesSet set = store.select(everything, QueryContext.unbounded())) {
      SeriesDecoder decoder = new SeriesDecoder();
      for (Series one = set.next(); one != null; one = set.next()) {
        SampleColumns columns = new SampleColumns();
        decoder.decode(one.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
        all.add(one.labels() + " =>" + samples(columns));
      }
    }
    return all;
  }

  private static String samples(SampleColumns columns) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size; i++) {
      text.append('\n')
          .append(value(columns, i))
          .append(" @[")
          .append(columns.timestamps[i] / 1e3)
          .append(']');
    }
    return text.toString();
  }

  private static String value(SampleColumns columns, int i) {
    FloatHistogram histogram = columns.histograms == null ? null : columns.histograms[i];
    if (histogram != null) {
      return HistogramText.testExpression(histogram);
    }
    return StaleMarker.isStale(columns.values[i]) ? "stale" : GoFloats.api(columns.values[i]);
  }
}
