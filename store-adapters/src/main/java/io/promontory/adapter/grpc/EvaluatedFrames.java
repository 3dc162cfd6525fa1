package io.promontory.adapter.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.promontory.adapter.evaluate.StepTable;
import io.promontory.adapter.wire.HistogramMessages;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.proto.prometheuscopy.Sample;
import io.promontory.proto.prometheuscopy.TimeSeries;
import io.promontory.proto.thanos.Label;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.util.List;

/** Evaluated series as messages, put into a table. */
final class EvaluatedFrames {
  private final String store;
  private final StepTable table;

  EvaluatedFrames(String store, StepTable table) {
    this.store = store;
    this.table = table;
  }

  void add(List<TimeSeries> all) {
    all.forEach(this::add);
  }

  /** Floats and histograms of one series come in lists of their own, each in the order of time. */
  void add(TimeSeries message) {
    StepTable.Column column = table.column(labels(message.getLabelsList()));
    int histograms = message.getHistogramsCount();
    int next = 0;
    for (Sample sample : message.getSamplesList()) {
      while (next < histograms
          && message.getHistograms(next).getTimestamp() < sample.getTimestamp()) {
        add(column, message.getHistograms(next++));
      }
      column.add(sample.getTimestamp(), sample.getValue());
    }
    while (next < histograms) {
      add(column, message.getHistograms(next++));
    }
  }

  private void add(
      StepTable.Column column, io.promontory.proto.prometheuscopy.Histogram histogram) {
    column.add(histogram.getTimestamp(), read(histogram));
  }

  private FloatHistogram read(Message copy) {
    try {
      return HistogramMessages.read(Histogram.parseFrom(copy.toByteString()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new StoreException(store, Kind.CORRUPT, "a histogram: " + e.getMessage(), e);
    }
  }

  private Labels labels(List<Label> messages) {
    LabelsBuilder labels = new LabelsBuilder();
    for (Label label : messages) {
      labels.set(text(label.getName()), text(label.getValue()));
    }
    return labels.build();
  }

  private String text(ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      throw new StoreException(store, Kind.CORRUPT, "a label is not valid UTF-8");
    }
    return bytes.toStringUtf8();
  }
}
