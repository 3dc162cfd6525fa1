package io.promontory.frontend.demo;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole Promontory in one process. Its frontend reads the last hours from an in-memory store over
 * a gRPC port on loopback, as it would read one in another process, and two weeks from an archive
 * of blocks; or the Prometheus that it is given.
 */
public final class Demo implements AutoCloseable {
  /** How much history the live store has at the start. */
  static final Duration HISTORY = Duration.ofHours(6);

  private static final long SEED = 20_260_101;
  private static final Labels EXTERNAL = Labels.of("source", "demo");

  private final ServerProcess process;
  private final @Nullable StoreGrpcServer server;
  private final @Nullable DemoClock growth;
  private final MemoryStore store;

  private Demo(
      ServerProcess process,
      @Nullable StoreGrpcServer server,
      @Nullable DemoClock growth,
      MemoryStore store) {
    this.process = process;
    this.server = server;
    this.growth = growth;
    this.store = store;
  }

  /**
   * Starts it.
   *
   * @param port HTTP port on 127.0.0.1; 0 for a free one
   * @param prometheus a Prometheus to read, or null for made-up services
   * @param data folder for the archive of made-up services, where it is kept; null for none
   * @throws IOException if the archive cannot be written
   */
  public static Demo start(int port, @Nullable URI prometheus, @Nullable Path data)
      throws ConfigException, StartException, IOException {
    if (prometheus != null) {
      String stores = "{name: prometheus, type: prometheus, url: \"" + prometheus + "\"}";
      return new Demo(process(port, stores), null, null, new MemoryStore("none", Labels.EMPTY));
    }
    InstantSource clock = InstantSource.system();
    MemoryStore store = new MemoryStore("live", EXTERNAL);
    DemoWorld world = history(store, data, clock.millis());
    StoreGrpcServer server = StoreGrpcServer.start(store, GrpcServerConfig.plain("127.0.0.1", 0));
    ServerProcess process = null;
    try {
      process = process(port, stores(server.port(), data));
    } finally {
      if (process == null) {
        server.close();
      }
    }
    Labels self = Labels.of("job", "promontory", "instance", process.url().getAuthority());
    SelfScrape own = new SelfScrape(process.metrics(), store, self);
    return new Demo(process, server, DemoClock.start(world, own, clock), store);
  }

  /** Makes the archive and the live store's part of the past. */
  private static DemoWorld history(MemoryStore store, @Nullable Path data, long now)
      throws IOException {
    long liveFrom = now - HISTORY.toMillis();
    DemoRecorder recorder = new DemoRecorder(store, liveFrom);
    DemoArchive archive = data == null ? null : new DemoArchive(archive(data), EXTERNAL, SEED);
    long from = archive == null ? liveFrom : Math.min(liveFrom, archive.firstMissing(now));
    DemoWorld world = new DemoWorld(recorder, SEED, from);
    if (archive != null) {
      archive.complete(now, recorder, world);
    }
    world.runBefore(now + 1);
    return world;
  }

  private static Path archive(Path data) {
    return data.resolve("archive");
  }

  private static String stores(int port, @Nullable Path data) {
    String live = "{name: live, type: grpc, address: \"127.0.0.1:" + port + "\"}";
    return data == null
        ? live
        : live
            + ", {name: archive, type: blocks, local_path: %s, bucket: {path: %s}}"
                .formatted(quoted(data.resolve("local")), quoted(archive(data)));
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }

  private static ServerProcess process(int port, String store)
      throws ConfigException, StartException {
    ConfigFile file =
        new ConfigLoader()
            .parse(
                Path.of("demo.yml"),
                """
                server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: %d}],
                         shutdownGracePeriod: 5s}
                logging: {level: WARN, loggers: {access: WARN}}
                query: {keep_active_queries: false}
                stores: [%s]
                """
                    .formatted(port, store));
    return ServerProcess.start(file);
  }

  /** The running process. */
  public ServerProcess process() {
    return process;
  }

  /** The page to open first: with something to look at, archived and live. */
  public String firstPage() {
    String expression =
        growth == null
            ? "count+by+%28job%29+%28up%29"
            : "sum+by+%28job%29+%28rate%28http_requests_total%5B5m%5D%29%29";
    return process.url() + "/query?g0.expr=" + expression + "&g0.range_input=12h";
  }

  /** Commands to try, ready to paste. */
  public List<String> examples() {
    String api = process.url() + "/api/v1";
    return growth == null
        ? List.of(
            "curl -s '" + api + "/query?query=count(up)'",
            "curl -s '" + api + "/labels'",
            "curl -s '" + api + "/label/job/values'")
        : List.of(
            "curl -s '" + api + "/query?query=count(up)'",
            "curl -s "
                + api
                + "/query --data-urlencode 'query=sum by (job) (rate(http_requests_total[5m]))'",
            "curl -s "
                + api
                + "/query --data-urlencode 'query=histogram_quantile(0.9, sum by (job, le)"
                + " (rate(http_request_duration_seconds_bucket[5m])))'",
            "curl -s "
                + api
                + "/query_range --data-urlencode 'query=sum by (job) (rate(http_requests_total[1h]))'"
                + " -d start=$(($(date +%s)-14*86400)) -d end=$(date +%s) -d step=1h");
  }

  /** Samples' store, for those who want to look. */
  MemoryStore store() {
    return store;
  }

  @Override
  public void close() {
    if (growth != null) {
      growth.close();
    }
    process.close();
    if (server != null) {
      server.close();
    }
  }
}
