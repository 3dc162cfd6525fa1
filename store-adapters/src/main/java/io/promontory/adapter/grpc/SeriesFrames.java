package io.promontory.adapter.grpc;

import com.google.protobuf.Any;
import io.promontory.adapter.grpc.SeriesEncoder.Encoded;
import io.promontory.proto.thanos.SeriesBatch;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.series.store.Series;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts series into frames: one each, or several where the client takes batches. A batch is closed
 * at the client's count or at about 1 MiB, and before any other frame.
 */
final class SeriesFrames {
  private final Consumer<SeriesResponse> out;
  private final int batchSize;
  private final SeriesEncoder encoder;
  private SeriesBatch.Builder batch = SeriesBatch.newBuilder();
  private int batchBytes;

  /**
   * @param allEncodings whether the client reads chunks in any encoding
   */
  SeriesFrames(SeriesRequest asked, boolean allEncodings, Consumer<SeriesResponse> out) {
    this.out = out;
    this.encoder =
        new SeriesEncoder(WireAggregates.asked(asked), asked.getSkipChunks(), allEncodings);
    this.batchSize = Math.clamp(asked.getResponseBatchSize(), 1, 10_000);
  }

  void add(Series series) {
    List<Encoded> messages = encoder.encode(series);
    for (Encoded encoded : messages) {
      if (batchSize == 1 || encoded.bytes() >= SeriesEncoder.FRAME_BYTES) {
        flush();
        out.accept(SeriesResponse.newBuilder().setSeries(encoded.message()).build());
      } else {
        batch.addSeries(encoded.message());
        batchBytes += encoded.bytes();
        if (batch.getSeriesCount() >= batchSize || batchBytes >= SeriesEncoder.FRAME_BYTES) {
          flush();
        }
      }
    }
  }

  void warn(String warning) {
    flush();
    out.accept(SeriesResponse.newBuilder().setWarning(warning).build());
  }

  void hint(Any hints) {
    flush();
    out.accept(SeriesResponse.newBuilder().setHints(hints).build());
  }

  void flush() {
    if (batch.getSeriesCount() > 0) {
      out.accept(SeriesResponse.newBuilder().setBatch(batch).build());
      batch = SeriesBatch.newBuilder();
      batchBytes = 0;
    }
  }
}
