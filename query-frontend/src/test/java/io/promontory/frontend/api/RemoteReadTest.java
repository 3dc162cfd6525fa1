package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import io.promontory.frontend.http.RawHttp;
import io.promontory.proto.prometheus.ChunkedReadResponse;
import io.promontory.proto.prometheus.LabelMatcher;
import io.promontory.proto.prometheus.Query;
import io.promontory.proto.prometheus.ReadHints;
import io.promontory.proto.prometheus.ReadRequest;
import io.promontory.proto.prometheus.ReadRequest.ResponseType;
import io.promontory.proto.prometheus.ReadResponse;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** The remote read endpoint by the bytes of its protocol. */
class RemoteReadTest {
  private static final long SEED = 20260110;

  private final MemoryStore store = new MemoryStore("m", Labels.EMPTY);

  RemoteReadTest() {
    for (int i = 0; i < 3; i++) {
      for (int n = 0; n < 10; n++) {
        store.append(Labels.of("__name__", "m", "i", "" + i), 1000 + 100 * n, i + n);
      }
    }
  }

  @Test
  void samplesAreOneCompressedMessage() throws Exception {
    ReadRequest request =
        ReadRequest.newBuilder()
            .addQueries(query("m", 1100, 1300))
            .addQueries(query("n", 0, 9))
            .build();
    try (ApiServer server = server(store)) {
      RawHttp.Answer answer = read(server, request);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).isEqualTo("application/x-protobuf");
      assertThat(answer.header("content-encoding")).isEqualTo("snappy");
      ReadResponse response = ReadResponse.parseFrom(Snappy.uncompress(answer.body()));
      assertThat(response.getResultsCount()).isEqualTo(2);
      List<TimeSeries> series = response.getResults(0).getTimeseriesList();
      assertThat(series).hasSize(3);
      assertThat(series.get(2).getSamplesList())
          .extracting(sample -> sample.getTimestamp() + "=" + sample.getValue())
          .containsExactly("1100=3.0", "1200=4.0", "1300=5.0");
      assertThat(response.getResults(1).getTimeseriesCount()).isZero();
    }
  }

  @Test
  void streamsFramesThatAreCheckedAndNumbered() throws Exception {
    ReadRequest request =
        ReadRequest.newBuilder()
            .addAcceptedResponseTypesValue(99)
            .addAcceptedResponseTypes(ResponseType.STREAMED_XOR_CHUNKS)
            .addAcceptedResponseTypes(ResponseType.SAMPLES)
            .addQueries(query("none", 0, 5000))
            .addQueries(query("m", 0, 5000))
            .addQueries(query("m", 0, 5000, "1"))
            .build();
    try (ApiServer server = server(store)) {
      RawHttp.Answer answer = read(server, request);
      assertThat(answer.header("content-type"))
          .isEqualTo("application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
      assertThat(answer.header("content-encoding")).isEmpty();
      List<ChunkedReadResponse> frames = frames(answer.body());
      assertThat(frames)
          .extracting(ChunkedReadResponse::getQueryIndex)
          .containsExactly(1L, 1L, 1L, 2L);
      assertThat(frames).allMatch(frame -> frame.getChunkedSeriesCount() == 1);
      assertThat(frames.get(3).getChunkedSeries(0).getChunks(0).getMaxTimeMs()).isEqualTo(1900);
    }
  }

  @Test
  void aLongSeriesGoesOnInTheNextFrame() throws Exception {
    Random random = new Random(SEED);
    Labels labels = Labels.of("__name__", "long");
    for (int i = 0; i < 400_000; i++) {
      store.append(labels, 1000L * i + random.nextInt(900), random.nextDouble());
    }
    ReadRequest request =
        ReadRequest.newBuilder()
            .addAcceptedResponseTypes(ResponseType.STREAMED_XOR_CHUNKS)
            .addQueries(query("long", 0, Long.MAX_VALUE))
            .build();
    try (ApiServer server = server(store)) {
      List<ChunkedReadResponse> frames = frames(read(server, request).body());
      assertThat(frames).hasSizeGreaterThan(2);
      assertThat(frames)
          .allMatch(frame -> frame.getSerializedSize() < (1 << 20) + (1 << 14))
          .allMatch(frame -> frame.getChunkedSeries(0).getLabelsCount() == 1);
    }
  }

  @Test
  void hintsNarrowTheTimeRange() throws Exception {
    Query.Builder query =
        query("m", 0, 5000).toBuilder()
            .setHints(ReadHints.newBuilder().setStartMs(1500).setEndMs(1600).setFunc("rate"));
    try (ApiServer server = server(store)) {
      RawHttp.Answer answer = read(server, ReadRequest.newBuilder().addQueries(query).build());
      ReadResponse response = ReadResponse.parseFrom(Snappy.uncompress(answer.body()));
      assertThat(response.getResults(0).getTimeseries(0).getSamplesCount()).isEqualTo(2);
    }
  }

  @Test
  void whatCannotBeReadIsRefusedInWords() throws Exception {
    try (ApiServer server = server(store)) {
      assertRefused(send(server, new byte[0]), 400, "snappy: corrupt input\n");
      assertRefused(send(server, new byte[] {1, 2, 3}), 400, "snappy: corrupt input\n");
      byte[] huge = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
      assertRefused(send(server, huge), 400, "snappy: decoded length");
      ReadRequest unknown =
          ReadRequest.newBuilder()
              .addAcceptedResponseTypesValue(7)
              .addQueries(query("m", 0, 1))
              .build();
      assertRefused(read(server, unknown), 400, "none of the accepted response types is known");
      ReadRequest pattern =
          ReadRequest.newBuilder()
              .addQueries(
                  Query.newBuilder()
                      .setEndTimestampMs(1)
                      .addMatchers(
                          LabelMatcher.newBuilder()
                              .setType(LabelMatcher.Type.RE)
                              .setName("a")
                              .setValue("(")))
              .build();
      assertRefused(read(server, pattern), 400, "the matcher of label a: ");
    }
  }

  /** The protocol has no warnings. */
  @Test
  void whatIsNotWholeIsAnErrorUnlessAskedFor() throws Exception {
    ReadRequest samples = ReadRequest.newBuilder().addQueries(query("m", 0, 5000)).build();
    try (ApiServer server = server(new PartOf(store))) {
      assertRefused(read(server, samples), 503, "store \"eu\": half of it is gone\n");
      RawHttp.Answer part =
          server
              .http()
              .send(
                  "POST",
                  "/api/v1/read?partial_response=true",
                  Map.of(),
                  Snappy.compress(samples.toByteArray()));
      assertThat(part.status()).isEqualTo(200);
    }
  }

  private static void assertRefused(RawHttp.Answer answer, int status, String text) {
    assertThat(answer.text()).startsWith(text);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=utf-8");
  }

  private static Query query(String name, long from, long to, String... i) {
    Query.Builder query =
        Query.newBuilder()
            .setStartTimestampMs(from)
            .setEndTimestampMs(to)
            .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue(name));
    for (String value : i) {
      query.addMatchers(LabelMatcher.newBuilder().setName("i").setValue(value));
    }
    return query.build();
  }

  private static RawHttp.Answer read(ApiServer server, ReadRequest request) throws Exception {
    return send(server, Snappy.compress(request.toByteArray()));
  }

  private static RawHttp.Answer send(ApiServer server, byte[] body) throws Exception {
    return server.http().send("POST", "/api/v1/read", Map.of(), body);
  }

  private static List<ChunkedReadResponse> frames(byte[] body) throws Exception {
    List<ChunkedReadResponse> frames = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(body);
    while (!in.isAtEnd()) {
      int length = in.readRawVarint32();
      int crc = ByteBuffer.wrap(in.readRawBytes(4)).getInt();
      byte[] payload = in.readRawBytes(length);
      CRC32C check = new CRC32C();
      check.update(payload);
      assertThat((int) check.getValue()).isEqualTo(crc);
      frames.add(ChunkedReadResponse.parseFrom(ByteString.copyFrom(payload)));
    }
    return frames;
  }

  private static ApiServer server(Store store) throws Exception {
    return new ApiServer(
        Services.ready(
            store,
            (all, query, context) -> {
              throw new IllegalStateException("no query is asked");
            }));
  }

  /** Says of every answer that something is missing. */
  private record PartOf(Store whole) implements Store {
    @Override
    public StoreInfo info() {
      return whole.info();
    }

    @Override
    public SeriesSet select(SelectRequest request, QueryContext context) {
      SeriesSet set = whole.select(request, context);
      return new SeriesSet() {
        @Override
        public Series next() {
          return set.next();
        }

        @Override
        public Completeness completeness() {
          return set.completeness()
              .plus(Completeness.of(StoreOutcome.failed("eu", "half of it is gone")));
        }

        @Override
        public void close() {
          set.close();
        }
      };
    }

    @Override
    public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
      return whole.labelNames(request, context);
    }

    @Override
    public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
      return whole.labelValues(request, context);
    }
  }
}
