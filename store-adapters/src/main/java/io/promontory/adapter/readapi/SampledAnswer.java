package io.promontory.adapter.readapi;

import io.promontory.proto.prometheus.QueryResult;
import io.promontory.proto.prometheus.ReadResponse;
import io.promontory.proto.prometheus.Sample;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** Makes the answer that is one message of samples. Not safe for concurrent use. */
public final class SampledAnswer {
  /** What such an answer is, in snappy's block format. */
  public static final String CONTENT_TYPE = "application/x-protobuf";

  /** About what a sample and a series take while the message is made. */
  private static final int SAMPLE_BYTES = 48;

  private static final int SERIES_BYTES = 256;
  private static final int HISTOGRAM_BYTES = 512;

  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private final SampleColumns columns = new SampleColumns();
  private final WireLabels labels = new WireLabels();
  private final Store store;
  private final QueryContext context;
  private final long mostSamples;
  private long samples;

  /**
   * @param mostSamples of all queries together
   */
  public SampledAnswer(Store store, QueryContext context, long mostSamples) {
    this.store = store;
    this.context = context;
    this.mostSamples = mostSamples;
  }

  /**
   * The compressed answer.
   *
   * @throws BadReadException if it has more samples than it may
   * @throws io.promontory.series.store.StoreException if the store fails, or leaves something out
   */
  public byte[] make(ReadQueries queries) throws IOException {
    ReadResponse.Builder response = ReadResponse.newBuilder();
    for (SelectRequest select : queries.selects()) {
      response.addResults(result(select));
    }
    return Snappy.compress(response.build().toByteArray());
  }

  private QueryResult result(@Nullable SelectRequest select) {
    QueryResult.Builder result = QueryResult.newBuilder();
    if (select == null) {
      return result.build();
    }
    try (SeriesSet set = store.select(select, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        context.checkAlive("promontory");
        context.budget().readSeries();
        TimeSeries message = series(series, select);
        if (message != null) {
          result.addTimeseries(message);
        }
      }
      WholeAnswers.require(set.completeness(), context);
    }
    return result.build();
  }

  private @Nullable TimeSeries series(Series series, SelectRequest select) {
    decoder.decode(series, select.minTime(), select.maxTime(), Reduction.MEAN, columns);
    samples += columns.size;
    if (samples > mostSamples) {
      throw new BadReadException("exceeded sample limit (" + mostSamples + ")");
    }
    if (columns.size == 0) {
      return null;
    }
    boolean withHistograms = columns.histograms != null;
    context
        .budget()
        .holdMemory(
            SERIES_BYTES + (long) columns.size * (withHistograms ? HISTOGRAM_BYTES : SAMPLE_BYTES));
    TimeSeries.Builder message = TimeSeries.newBuilder().addAllLabels(labels.of(series.labels()));
    for (int i = 0; i < columns.size; i++) {
      FloatHistogram histogram = columns.histograms == null ? null : columns.histograms[i];
      if (histogram == null) {
        message.addSamples(
            Sample.newBuilder().setValue(columns.values[i]).setTimestamp(columns.timestamps[i]));
      } else {
        message.addHistograms(WireHistograms.of(histogram, columns.timestamps[i]));
      }
    }
    return message.build();
  }
}
