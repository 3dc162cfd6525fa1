package io.promontory.rules.remotewrite;

import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/** Samples as the body of a request: a protobuf message as a snappy block. */
final class WriteMessage {
  private WriteMessage() {}

  /** Encodes samples; those of a series stay in their order. */
  static byte[] encode(WriteProtocol protocol, List<QueryValue.Sample> samples) throws IOException {
    Map<Labels, ArrayList<QueryValue.Sample>> bySeries = new LinkedHashMap<>();
    for (QueryValue.Sample sample : samples) {
      bySeries.computeIfAbsent(sample.labels(), l -> new ArrayList<>()).add(sample);
    }
    byte[] message =
        switch (protocol) {
          case V1 -> WriteMessageV1.of(bySeries).toByteArray();
          case V2 -> WriteMessageV2.of(bySeries).toByteArray();
        };
    return Snappy.compress(message);
  }

  /** Whether version 1.0 has no place for a sample: histograms with custom buckets. */
  static boolean needsV2(QueryValue.Sample sample) {
    var histogram = sample.histogram();
    return histogram != null && histogram.layout().schema() == HistogramLayout.CUSTOM;
  }
}
