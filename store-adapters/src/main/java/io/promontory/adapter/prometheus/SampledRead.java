package io.promontory.adapter.prometheus;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.labels.LabelOverlay;
import io.promontory.proto.prometheus.Label;
import io.promontory.proto.prometheus.QueryResult;
import io.promontory.proto.prometheus.ReadResponse;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.store.Series;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * The answer of a server that cannot stream: one snappy block with every sample spelled out, held
 * in memory whole and therefore capped. Its samples are written into chunks.
 */
final class SampledRead {
  private static final long MOST_SAMPLES = 50_000_000;

  private final String store;
  private final long maxBodyBytes;
  private final int maxDecodedBytes;

  SampledRead(String store, long maxBodyBytes, int maxDecodedBytes) {
    this.store = store;
    this.maxBodyBytes = maxBodyBytes;
    this.maxDecodedBytes = maxDecodedBytes;
  }

  /** All series of all queries as the plan wants them, as the server orders them. */
  List<Series> read(HttpAnswer answer, ReadPlan plan) {
    ReadResponse response = parse(decompress(body(answer)));
    if (response.getResultsCount() != plan.queries().size()) {
      throw corrupt(
          "results for "
              + response.getResultsCount()
              + " of "
              + plan.queries().size()
              + " queries");
    }
    List<Series> series = new ArrayList<>();
    long samples = 0;
    List<LabelOverlay> overlays = plan.overlays();
    for (int i = 0; i < overlays.size(); i++) {
      QueryResult result = response.getResults(i);
      for (TimeSeries one : result.getTimeseriesList()) {
        samples += one.getSamplesCount() + one.getHistogramsCount();
        if (samples > MOST_SAMPLES) {
          throw limit("more than " + MOST_SAMPLES + " samples in one answer");
        }
        Series own = series(one, plan.request().minTime(), plan.request().maxTime());
        series.add(own.withLabels(overlays.get(i).apply(own.labels())));
      }
    }
    return series;
  }

  private byte[] body(HttpAnswer answer) {
    try {
      byte[] body = answer.body().readNBytes((int) Math.min(maxBodyBytes, Integer.MAX_VALUE - 8));
      if (answer.body().read() >= 0) {
        throw limit("an answer of more than " + maxBodyBytes + " bytes");
      }
      return body;
    } catch (IOException e) {
      throw new StoreException(store, Kind.UNAVAILABLE, "reading an answer: " + e.getMessage(), e);
    }
  }

  private byte[] decompress(byte[] body) {
    try {
      int length = Snappy.uncompressedLength(body);
      if (length < 0 || length > maxDecodedBytes) {
        throw limit("an answer of more than " + maxDecodedBytes + " bytes when decompressed");
      }
      return Snappy.uncompress(body);
    } catch (IOException e) {
      throw corrupt("the answer is no snappy block: " + e.getMessage());
    }
  }

  private ReadResponse parse(byte[] message) {
    try {
      return ReadResponse.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw corrupt("the answer is no ReadResponse: " + e.getMessage());
    }
  }

  private Series series(TimeSeries message, long minTime, long maxTime) {
    Labels labels = labels(message);
    try {
      return Series.of(labels, SampledSeries.chunks(message, minTime, maxTime));
    } catch (IllegalArgumentException e) {
      throw corrupt("a native histogram of " + labels + " has " + e.getMessage());
    }
  }

  private Labels labels(TimeSeries message) {
    LabelsBuilder builder = new LabelsBuilder();
    for (Label label : message.getLabelsList()) {
      String name = text(label.getName());
      if (builder.get(name) != null) {
        throw corrupt("a series has the label " + name + " twice");
      }
      builder.set(name, text(label.getValue()));
    }
    return builder.build();
  }

  private String text(ByteString bytes) {
    if (!bytes.isValidUtf8()) {
      throw corrupt("a label is not valid UTF-8");
    }
    return bytes.toStringUtf8();
  }

  private StoreException limit(String message) {
    return new StoreException(store, Kind.LIMIT, message);
  }

  private StoreException corrupt(String message) {
    return new StoreException(store, Kind.CORRUPT, message);
  }
}
