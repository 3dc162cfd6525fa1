package io.promontory.frontend.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.proto.prometheuscopy.Sample;
import io.promontory.proto.query.QueryGrpc;
import io.promontory.proto.query.QueryRangeRequest;
import io.promontory.proto.thanos.LabelMatcher;
import io.promontory.proto.thanos.SeriesRequest;
import io.promontory.proto.thanos.SeriesResponse;
import io.promontory.proto.thanos.StoreGrpc;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is known to go wrong where two replicas are merged by penalties, asked of a process over two
 * stores: none of it happens.
 */
@Timeout(120)
class ReplicaFlawsTest {
  private static final long START = 1_767_225_600;
  private static final long END = START + 3600;

  @TempDir private static Path folder;
  private static final MemoryStore A =
      new MemoryStore("a", Labels.of("cluster", "eu", "replica", "a"));
  private static final MemoryStore B =
      new MemoryStore("b", Labels.of("cluster", "eu", "replica", "b"));
  private static StoreGrpcServer behindA;
  private static StoreGrpcServer behindB;
  private static ServerProcess process;
  private static ManagedChannel channel;

  /** Of each test another. */
  private String metric;

  private static StoreGrpcServer serve(MemoryStore store) {
    return StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
  }

  @BeforeEach
  void name(TestInfo test) {
    metric = test.getTestMethod().orElseThrow().getName() + "_total";
  }

  @BeforeAll
  static void start() throws Exception {
    behindA = serve(A);
    behindB = serve(B);
    String store =
        "  - {name: %s, type: grpc, address: \"127.0.0.1:%d\", replica_labels: [replica]}\n";
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
            logging: {level: ERROR}
            grpc: {listen_address: "127.0.0.1:0"}
            stores:
            """
                + store.formatted("a", behindA.port())
                + store.formatted("b", behindB.port()));
    process = ServerProcess.start(new ConfigLoader().load(file));
    channel =
        Grpc.newChannelBuilder(
                "127.0.0.1:" + process.grpcPort(), InsecureChannelCredentials.create())
            .build();
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    process.close();
    behindA.close();
    behindB.close();
  }

  private void fill(
      MemoryStore store,
      long offset,
      long interval,
      LongToDoubleFunction value,
      LongPredicate has) {
    for (long t = START + offset; t <= END; t += interval) {
      if (has.test(t - START)) {
        store.append(
            Labels.of("__name__", metric, "job", "j"), t * 1000, value.applyAsDouble(t - START));
      }
    }
  }

  private TreeMap<Long, Double> ask(String query, long start, long end, long step) {
    TreeMap<Long, Double> points = new TreeMap<>();
    QueryGrpc.newBlockingStub(channel)
        .queryRange(
            QueryRangeRequest.newBuilder()
                .setQuery(query.replace("m_total", metric))
                .setStartTimeSeconds(start)
                .setEndTimeSeconds(end)
                .setIntervalSeconds(step)
                .setEnableDedup(true)
                .build())
        .forEachRemaining(
            frame -> {
              assertThat(frame.getWarnings()).isEmpty();
              for (Sample sample : frame.getTimeseries().getSamplesList()) {
                assertThat(points.put(sample.getTimestamp(), sample.getValue())).isNull();
              }
            });
    return points;
  }

  /** The coarser replica takes no points from the finer one. */
  @Test
  void unequalIntervalsLoseNothing() {
    fill(A, 0, 30, t -> t, t -> true);
    fill(B, 4, 15, t -> t, t -> true);
    assertThat(ask("count_over_time(m_total[5m])", START + 600, END - 600, 60).values())
        .isNotEmpty()
        .allMatch(count -> count >= 20 && count <= 21);
  }

  @Test
  void theStartOfAQueryDoesNotMatter() {
    fill(A, 0, 15, t -> t, t -> t % 600 < 450);
    fill(B, 7, 15, t -> t, t -> t % 900 > 100);
    TreeMap<Long, Double> whole = ask("rate(m_total[2m])", START + 300, END - 300, 30);
    assertThat(whole).isNotEmpty();
    for (long later = START + 330; later < START + 1800; later += 210) {
      assertThat(ask("rate(m_total[2m])", later, END - 300, 30))
          .isEqualTo(whole.tailMap(later * 1000, true));
    }
  }

  /** A counter that is behind on the replica taken over to has not been reset by that. */
  @Test
  void aSwitchIsNoResetAndARestartIsOne() {
    LongToDoubleFunction counter = t -> 3 * (t < 2000 ? t : t - 2000);
    fill(A, 0, 15, counter, t -> t < 1000 || t > 1300);
    fill(B, 7, 15, counter, t -> t < 2500 || t > 2800);
    assertThat(ask("resets(m_total[5m])", START + 300, START + 1950, 15).values())
        .containsOnly(0.0);
    assertThat(ask("resets(m_total[50m])", END - 300, END - 300, 15).values()).containsExactly(1.0);
    // A step of 22 s at a switch costs a window that begins in it what a late scrape costs.
    assertThat(ask("rate(m_total[2m])", START + 300, START + 1950, 15).values())
        .allMatch(rate -> rate > 2.6 && rate < 3.4);
  }

  /** A hole of one scrape is filled, and nothing comes twice. */
  @Test
  void oneMissedScrapeIsFilled() {
    fill(A, 0, 15, t -> t, t -> t != 1500);
    fill(B, 7, 15, t -> t, t -> true);
    assertThat(ask("count_over_time(m_total[20m])", START + 2400, START + 2400, 15).values())
        .containsExactly(80.0);
    assertThat(ask("count_over_time(m_total[5m])", START + 600, END - 600, 15).values())
        .isNotEmpty()
        .allMatch(count -> count >= 19 && count <= 21);
  }

  /** Who reads the port as a store gets one series with the samples of the merge. */
  @Test
  void thePortServesTheMergedSeries() {
    fill(A, 0, 15, t -> t, t -> t < 1000 || t > 1300);
    fill(B, 7, 15, t -> t, t -> true);
    List<SeriesResponse> frames = new ArrayList<>();
    StoreGrpc.newBlockingStub(channel)
        .series(
            SeriesRequest.newBuilder()
                .setMinTime(START * 1000)
                .setMaxTime(END * 1000)
                .addMatchers(LabelMatcher.newBuilder().setName("__name__").setValue(metric))
                .addWithoutReplicaLabels("replica")
                .build())
        .forEachRemaining(frames::add);
    List<io.promontory.proto.thanos.Series> series =
        frames.stream().filter(SeriesResponse::hasSeries).map(SeriesResponse::getSeries).toList();
    assertThat(series).hasSize(1);
    long last = Long.MIN_VALUE;
    for (var chunk : series.getFirst().getChunksList()) {
      assertThat(chunk.getMinTime()).isGreaterThan(last);
      last = chunk.getMaxTime();
    }
  }
}
