package io.promontory.frontend.grpc;

import io.promontory.proto.prometheuscopy.TimeSeries;
import io.promontory.proto.query.TimeSeriesBatch;
import java.util.function.Consumer;

/**
 * Puts series into frames: one each, or several where the client takes batches. A batch is closed
 * at the client's count or at about 1 MiB.
 */
final class AnswerFrames {
  private static final int FRAME_BYTES = 1 << 20;
  private static final int MOST_IN_BATCH = 10_000;

  private final Consumer<TimeSeries> single;
  private final Consumer<TimeSeriesBatch> batched;
  private final int batchSize;
  private TimeSeriesBatch.Builder batch = TimeSeriesBatch.newBuilder();
  private int bytes;

  AnswerFrames(long batchSize, Consumer<TimeSeries> single, Consumer<TimeSeriesBatch> batched) {
    this.batchSize = Math.clamp(batchSize, 1, MOST_IN_BATCH);
    this.single = single;
    this.batched = batched;
  }

  /** Frames of many series each. */
  static AnswerFrames batches(int size, Consumer<TimeSeriesBatch> batched) {
    return new AnswerFrames(
        size, one -> batched.accept(TimeSeriesBatch.newBuilder().addSeries(one).build()), batched);
  }

  void add(TimeSeries series) {
    if (batchSize == 1) {
      single.accept(series);
      return;
    }
    batch.addSeries(series);
    bytes += series.getSerializedSize();
    if (batch.getSeriesCount() >= batchSize || bytes >= FRAME_BYTES) {
      flush();
    }
  }

  /** Sends what is left of the last batch. */
  void flush() {
    if (batch.getSeriesCount() > 0) {
      batched.accept(batch.build());
      batch = TimeSeriesBatch.newBuilder();
      bytes = 0;
    }
  }
}
