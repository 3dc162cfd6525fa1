package io.promontory.frontend.federation;

import static io.promontory.series.matcher.Matcher.Type.NEQ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.blocks.BlocksStores;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.discovery.DiscoveryListener;
import io.promontory.frontend.federation.steady.Steady;
import io.promontory.frontend.federation.steady.SteadyListener;
import io.promontory.frontend.managed.ManagedStores;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.replica.MergedStore;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers, named by files that change. */
@Timeout(300)
class DiscoveredStoreTest {
  private static final SelectRequest ALL =
      SelectRequest.of(0, 100, List.of(Matcher.of(NEQ, "__name__", "")));

  private static final int SCRAPES = 40;

  @TempDir private Path folder;

  private static StoreGrpcServer serve(String zone) {
    MemoryStore store = new MemoryStore("behind", Labels.of("zone", zone));
    store.append(Labels.of("__name__", "up"), 1, 1);
    return StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
  }

  private static String address(StoreGrpcServer server) {
    return "127.0.0.1:" + server.port();
  }

  private void targets(String text) throws IOException {
    Files.writeString(folder.resolve("next"), text);
    Files.move(
        folder.resolve("next"), folder.resolve("targets.yml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private FederatedStore open(String entry) throws ConfigException {
    PrometheusRegistry registry = new PrometheusRegistry();
    BlocksStores blocks =
        new BlocksStores(
            new BlocksMetrics(registry), new BucketMetrics(registry), InstantSource.system());
    return StoreFactory.open(
        new ConfigLoader()
            .parse(folder.resolve("promontory.yml"), "stores: [{name: eu, " + entry + "}]"),
        CallObserver.NONE,
        blocks,
        ManagedStores.keepingNothing(InstantSource.system()),
        Steady.of(SteadyListener.NONE),
        DiscoveryListener.NONE,
        InstantSource.system());
  }

  private record Answer(List<String> series, Completeness completeness) {}

  private static Answer read(Store store) {
    QueryContext context =
        QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofSeconds(60)));
    List<String> found = new ArrayList<>();
    try (SeriesSet set = store.select(ALL, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        found.add(String.valueOf(series.labels().get("zone")));
      }
      return new Answer(found, set.completeness());
    }
  }

  private static Answer awaitAnswer(Store store, Predicate<Answer> condition) {
    Deadline deadline = Deadline.after(Duration.ofSeconds(60));
    while (true) {
      Answer answer = read(store);
      if (condition.test(answer) || deadline.isReached()) {
        return answer;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void targetsOfAFileComeAndGo() throws Exception {
    try (StoreGrpcServer a = serve("a");
        StoreGrpcServer b = serve("b")) {
      targets("- targets: ['" + address(a) + "']");
      try (FederatedStore store =
          open("type: grpc, file_sd_configs: [{files: ['*.yml'], refresh_interval: 50ms}]")) {
        assertThat(read(store).series).containsExactly("a");
        targets("- targets: ['" + address(a) + "', '" + address(b) + "']");
        assertThat(awaitAnswer(store, answer -> answer.series.size() == 2).series)
            .containsExactly("a", "b");
        targets("- broken");
        Answer told = awaitAnswer(store, answer -> !answer.completeness.infos().isEmpty());
        assertThat(told.series).containsExactly("a", "b");
        assertThat(told.completeness.isWhole()).isTrue();
        assertThat(told.completeness.infos().getFirst())
            .contains("store \"eu\": targets as last known: ")
            .contains("targets.yml: ");
        assertThat(told.completeness.outcomes()).hasSize(1);
      }
    }
  }

  @Test
  void aCallWaitsForEverySource() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (StoreGrpcServer a = serve("a");
        ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = slow.accept()) {
                      asked.await();
                      byte[] none =
                          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"
                              .getBytes(StandardCharsets.US_ASCII);
                      socket.getOutputStream().write(none);
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      String url = "http://127.0.0.1:" + slow.getLocalPort() + "/";
      try (FederatedStore store =
          open(
              "type: grpc, static_configs: [{targets: ['"
                  + address(a)
                  + "']}], http_sd_configs: [{url: '"
                  + url
                  + "'}]")) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        FutureTask<Answer> reading = new FutureTask<>(() -> read(store));
        Thread reader = Thread.ofPlatform().start(reading);
        while (reader.getState() != Thread.State.TIMED_WAITING && !deadline.isReached()) {
          Thread.onSpinWait();
        }
        asked.countDown();
        assertThat(reading.get().series).containsExactly("a");
      }
      answering.join();
    }
  }

  @Test
  void noTargetsAreAFailureAndNeverAnEmptyAnswer() throws Exception {
    try (FederatedStore store = open("type: grpc, file_sd_configs: [{files: ['none*.yml']}]")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> read(store))
          .satisfies(
              e ->
                  assertThat(e.describe())
                      .isEqualTo("store \"eu\": no targets: discovery found none"));
    }
    targets("- broken");
    try (FederatedStore store = open("type: grpc, file_sd_configs: [{files: ['*s.yml']}]")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> read(store))
          .withMessageStartingWith("no targets: ")
          .withMessageContaining("targets.yml: ");
    }
    try (FederatedStore store =
        open("type: grpc, required: false, file_sd_configs: [{files: ['none*.yml']}]")) {
      assertThat(read(store).completeness.warnings())
          .containsExactly("store \"eu\": no targets: discovery found none");
    }
  }

  @Test
  void eachTargetHasToAnswer() throws Exception {
    try (StoreGrpcServer a = serve("a")) {
      StoreGrpcServer gone = serve("b");
      String list = "targets: ['" + address(a) + "', '" + address(gone) + "']";
      gone.close();
      try (FederatedStore store = open("type: grpc, static_configs: [{" + list + "}]")) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> read(store))
            .withMessageContaining("none of its endpoints answers: ");
      }
      try (FederatedStore store =
          open("type: grpc, required: false, static_configs: [{" + list + "}]")) {
        Answer answer = read(store);
        assertThat(answer.series).containsExactly("a");
        assertThat(answer.completeness.isWhole()).isFalse();
        assertThat(answer.completeness.warnings()).hasSize(1);
      }
    }
  }

  /** Without the label of the file both would be replicas that hold the same. */
  @Test
  void theFileOfATargetTellsShardsApart() throws Exception {
    Files.writeString(folder.resolve("eu.yml"), "- targets: ['127.0.0.1:1']");
    Files.writeString(folder.resolve("us.yml"), "- targets: ['127.0.0.1:2']");
    String rule =
        "{source_labels: [__meta_filepath], regex: '.*/([a-z]+)[.]yml', target_label: region}";
    try (FederatedStore store =
        open(
            "type: prometheus, file_sd_configs: [{files: ['*.yml']}], target_relabel_configs: ["
                + rule
                + "]")) {
      List<String> regions = new ArrayList<>();
      Deadline deadline = Deadline.after(Duration.ofSeconds(60));
      while (regions.size() < 2 && !deadline.isReached()) {
        regions.clear();
        store.info().labelSets().forEach(set -> regions.add(set.getOrEmpty("region")));
        Thread.onSpinWait();
      }
      assertThat(regions).containsExactlyInAnyOrder("eu", "us");
    }
  }

  /** What two servers scrape of the same at times of their own counts once. */
  @Test
  void serversWithEqualSeriesAreReplicas() throws Exception {
    try (StoreGrpcServer a = scraping(0);
        StoreGrpcServer b = scraping(7_000);
        FederatedStore store =
            open(
                "type: grpc, static_configs: [{targets: ['"
                    + address(a)
                    + "', '"
                    + address(b)
                    + "']}]")) {
      QueryContext context =
          QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofSeconds(60)));
      SampleColumns samples = new SampleColumns();
      try (SeriesSet set =
          new MergedStore(store).select(ALL.withTimes(0, 15_000 * SCRAPES), context)) {
        Series up = set.next();
        assertThat(up).isNotNull();
        new SeriesDecoder().decode(up.chunks(), Long.MIN_VALUE, Long.MAX_VALUE, samples);
        assertThat(set.next()).isNull();
        assertThat(set.completeness().outcomes())
            .extracting(StoreOutcome::store)
            .containsExactly("eu");
      }
      assertThat(samples.size).isEqualTo(SCRAPES);
    }
  }

  private static StoreGrpcServer scraping(long offset) {
    MemoryStore store = new MemoryStore("behind", Labels.EMPTY);
    for (int i = 0; i < SCRAPES; i++) {
      store.append(Labels.of("__name__", "up"), i * 15_000L + offset, 1);
    }
    return StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
  }

  @Test
  void rulesForTargetsChooseAmongThem() throws Exception {
    try (StoreGrpcServer a = serve("a");
        StoreGrpcServer b = serve("b")) {
      try (FederatedStore store =
          open(
              "type: grpc, static_configs: [{targets: ['"
                  + address(a)
                  + "'], labels: {use: 'no'}}, {targets: ['"
                  + address(b)
                  + "']}], target_relabel_configs: [{source_labels: [use], regex: 'no', action:"
                  + " drop}]")) {
        assertThat(read(store).series).containsExactly("b");
      }
    }
  }
}
