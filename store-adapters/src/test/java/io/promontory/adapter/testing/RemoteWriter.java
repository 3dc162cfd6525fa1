package io.promontory.adapter.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.promontory.proto.prometheus.BucketSpan;
import io.promontory.proto.prometheus.Exemplar;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.proto.prometheus.Label;
import io.promontory.proto.prometheus.Sample;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.proto.prometheus.WriteRequest;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.xerial.snappy.Snappy;

/**
 * Writes samples into a Prometheus by remote write, with every bit of a value kept. Collects
 * samples of any age and order, and sends them in the order of time, as an empty Prometheus takes
 * them.
 */
public final class RemoteWriter {
  private static final long WINDOW_MS = 20 * 60_000;

  private final TreeMap<Long, Map<Labels, TimeSeries.Builder>> windows = new TreeMap<>();

  /** Adds a sample; those of one series come in the order of time. */
  public RemoteWriter add(Labels labels, long timestamp, double value) {
    windows
        .computeIfAbsent(Math.floorDiv(timestamp, WINDOW_MS), window -> new LinkedHashMap<>())
        .computeIfAbsent(labels, RemoteWriter::series)
        .addSamples(Sample.newBuilder().setTimestamp(timestamp).setValue(value));
    return this;
  }

  /** Adds a native histogram; those whose counts are all whole go as integers. */
  public RemoteWriter add(Labels labels, long timestamp, FloatHistogram histogram) {
    windows
        .computeIfAbsent(Math.floorDiv(timestamp, WINDOW_MS), window -> new LinkedHashMap<>())
        .computeIfAbsent(labels, RemoteWriter::series)
        .addHistograms(message(histogram).setTimestamp(timestamp));
    return this;
  }

  /**
   * Adds an exemplar to the series of a sample that was added before, for a Prometheus with {@code
   * --enable-feature=exemplar-storage}.
   *
   * @param timestamp ms, of that sample
   */
  public RemoteWriter addExemplar(Labels labels, long timestamp, double value, Labels exemplar) {
    Exemplar.Builder message = Exemplar.newBuilder().setTimestamp(timestamp).setValue(value);
    message.addAllLabels(series(exemplar).getLabelsList());
    windows.get(Math.floorDiv(timestamp, WINDOW_MS)).get(labels).addExemplars(message);
    return this;
  }

  private static Histogram.Builder message(FloatHistogram histogram) {
    HistogramLayout layout = histogram.layout();
    Histogram.Builder message =
        Histogram.newBuilder()
            .setSum(histogram.sum())
            .setSchema(layout.schema())
            .setZeroThreshold(layout.zeroThreshold())
            .setResetHint(hint(histogram.hint()));
    Arrays.stream(layout.customBounds()).forEach(message::addCustomValues);
    spans(layout.positiveSpans()).forEach(message::addPositiveSpans);
    spans(layout.negativeSpans()).forEach(message::addNegativeSpans);
    double[] buckets = histogram.buckets();
    boolean whole =
        DoubleStream.concat(DoubleStream.of(histogram.count()), Arrays.stream(buckets))
            .allMatch(count -> count == Math.rint(count));
    if (whole) {
      message.setCountInt((long) histogram.count()).setZeroCountInt((long) histogram.zeroCount());
    } else {
      message.setCountFloat(histogram.count()).setZeroCountFloat(histogram.zeroCount());
    }
    for (int i = 0; i < buckets.length; i++) {
      boolean positive = i < layout.positiveBuckets();
      double before = i == 0 || i == layout.positiveBuckets() ? 0 : buckets[i - 1];
      if (whole && positive) {
        message.addPositiveDeltas((long) (buckets[i] - before));
      } else if (whole) {
        message.addNegativeDeltas((long) (buckets[i] - before));
      } else if (positive) {
        message.addPositiveCounts(buckets[i]);
      } else {
        message.addNegativeCounts(buckets[i]);
      }
    }
    return message;
  }

  private static List<BucketSpan> spans(int[] spans) {
    return IntStream.range(0, spans.length / 2)
        .mapToObj(
            i ->
                BucketSpan.newBuilder().setOffset(spans[2 * i]).setLength(spans[2 * i + 1]).build())
        .toList();
  }

  private static Histogram.ResetHint hint(ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> Histogram.ResetHint.UNKNOWN;
      case RESET -> Histogram.ResetHint.YES;
      case NOT_RESET -> Histogram.ResetHint.NO;
      case GAUGE -> Histogram.ResetHint.GAUGE;
    };
  }

  private static TimeSeries.Builder series(Labels labels) {
    TimeSeries.Builder series = TimeSeries.newBuilder();
    for (int i = 0; i < labels.size(); i++) {
      series.addLabels(
          Label.newBuilder()
              .setName(ByteString.copyFrom(labels.name(i), UTF_8))
              .setValue(ByteString.copyFrom(labels.value(i), UTF_8)));
    }
    return series;
  }

  /**
   * Sends everything to a Prometheus started with {@code --web.enable-remote-write-receiver}.
   *
   * @throws IllegalStateException if it refuses
   */
  public void sendTo(URI prometheus) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (Map<Labels, TimeSeries.Builder> window : windows.values()) {
        WriteRequest.Builder request = WriteRequest.newBuilder();
        window.values().forEach(request::addTimeseries);
        HttpRequest post =
            HttpRequest.newBuilder(prometheus.resolve("/api/v1/write"))
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(BodyPublishers.ofByteArray(Snappy.compress(request.build().toByteArray())))
                .build();
        HttpResponse<String> response = client.send(post, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
          throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to " + prometheus, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing to " + prometheus, e);
    }
  }
}
