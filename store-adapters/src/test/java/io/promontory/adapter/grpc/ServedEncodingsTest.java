package io.promontory.adapter.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Samples with start times, for clients that read chunks with them and for those that do not. */
@Timeout(60)
class ServedEncodingsTest {
  private static final SelectRequest ALL =
      SelectRequest.of(
          Long.MIN_VALUE, Long.MAX_VALUE, List.of(Matcher.of(Matcher.Type.NEQ, "__name__", "")));

  private final MemoryStore memory = memory();
  private final StoreGrpcServer server =
      StoreGrpcServer.start(memory, GrpcServerConfig.plain("127.0.0.1", 0));
  private final ManagedChannel channel =
      Grpc.newChannelBuilder("127.0.0.1:" + server.port(), InsecureChannelCredentials.create())
          .build();

  /** Floats, histograms, and floats behind which stand histograms. */
  private static MemoryStore memory() {
    MemoryStore store = new MemoryStore("memory", Labels.EMPTY);
    Appender floats = store.appender(Labels.of("__name__", "floats"));
    Appender histograms = store.appender(Labels.of("__name__", "histograms"));
    Appender both = store.appender(Labels.of("__name__", "both"));
    for (int i = 0; i < 300; i++) {
      long time = i * 1000L;
      FloatHistogram histogram =
          new FloatHistogram(
              HistogramLayout.EMPTY, ResetHint.UNKNOWN, i, i, 2.5 * i, new double[0]);
      floats.append(time, i, time / 10_000 * 10_000 + 1);
      histograms.append(time, histogram, time / 10_000 * 10_000 + 1);
      if (i < 150) {
        both.append(time, i, 1);
      } else {
        both.append(time, histogram, 1);
      }
      store.append(Labels.of("__name__", "without"), time, i);
    }
    return store;
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.close();
  }

  private static List<Series> series(Store store) {
    List<Series> all = new ArrayList<>();
    try (SeriesSet set = store.select(ALL, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        all.add(one);
      }
    }
    return all;
  }

  /** What a client gets that knows nothing but StoreAPI. */
  private List<Series> seriesOfStoreApi() {
    SeriesRequest request =
        SeriesRequest.newBuilder()
            .setMaxTime(1_000_000)
            .addMatchers(LabelMatcher.newBuilder().setTypeValue(1).setName("__name__").setValue(""))
            .build();
    List<Series> all = new ArrayList<>();
    StoreGrpc.newBlockingStub(channel)
        .series(request)
        .forEachRemaining(
            frame -> {
              if (frame.hasSeries()) {
                Labels labels =
                    Labels.of("__name__", frame.getSeries().getLabels(0).getValue().toStringUtf8());
                List<Chunk> chunks = new ArrayList<>();
                for (var chunk : frame.getSeries().getChunksList()) {
                  assertThat(chunk.getRaw().getTypeValue()).as("of %s", labels).isBetween(0, 2);
                  chunks.add(
                      Chunk.of(
                          Encoding.ofCode(chunk.getRaw().getTypeValue() + 1),
                          chunk.getMinTime(),
                          chunk.getMaxTime(),
                          chunk.getRaw().getData().toByteArray()));
                }
                all.add(Series.of(labels, chunks));
              }
            });
    return all;
  }

  private static TreeMap<String, String> samples(List<Series> series) {
    TreeMap<String, String> all = new TreeMap<>();
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns columns = new SampleColumns();
    for (Series one : series) {
      StringBuilder text = new StringBuilder();
      decoder.decode(one.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, columns);
      for (int i = 0; i < columns.size; i++) {
        var histogram = columns.histograms == null ? null : columns.histograms[i];
        text.append(columns.timestamps[i]).append('=');
        text.append(histogram == null ? columns.values[i] : histogram).append(' ');
      }
      all.put(one.labels().toString(), text.toString());
    }
    return all;
  }

  private static Set<Encoding> encodings(List<Series> series) {
    Set<Encoding> all = EnumSet.noneOf(Encoding.class);
    series.forEach(one -> one.chunks().forEach(chunk -> all.add(chunk.encoding())));
    return all;
  }

  @Test
  void aClientOfStoreApiGetsTheEncodingsThatItKnows() {
    List<Series> held = series(memory);
    assertThat(encodings(held)).contains(Encoding.XOR2, Encoding.FLOAT_HISTOGRAM_ST);
    assertThat(samples(seriesOfStoreApi())).hasSize(4).isEqualTo(samples(held));
  }

  @Test
  void oursGetsChunksAsTheyAre() {
    List<Series> held = series(memory);
    try (GrpcStore client =
        new GrpcStore(GrpcStoreConfig.of("memory", "127.0.0.1:" + server.port()))) {
      List<Series> read = series(client);
      assertThat(encodings(read)).isEqualTo(encodings(held));
      assertThat(samples(read)).isEqualTo(samples(held));
    }
  }
}
