package io.promontory.frontend.demo;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A whole Promontory in one process. Its frontend reads the last hours from a pair of in-memory
 * stores over gRPC ports on loopback, as it would read those of other processes, and two weeks from
 * an archive of blocks, and evaluates some rules; or it reads the Prometheus that it is given.
 */
public final class Demo implements AutoCloseable {
  /** How much history the live stores have at the start. */
  static final Duration HISTORY = Duration.ofHours(6);

  private static final long SEED = 20_260_101;
  private static final Labels EXTERNAL = Labels.of("source", "demo");

  private final ServerProcess process;
  private final @Nullable DemoPair pair;
  private final @Nullable DemoClock growth;

  private Demo(ServerProcess process, @Nullable DemoPair pair, @Nullable DemoClock growth) {
    this.process = process;
    this.pair = pair;
    this.growth = growth;
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
      return new Demo(process(port, "stores: [" + stores + "]\n"), null, null);
    }
    InstantSource clock = InstantSource.system();
    DemoPair pair = new DemoPair(EXTERNAL, clock.millis());
    DemoWorld world = history(pair, data, clock.millis());
    ServerProcess process = null;
    try {
      pair.serve();
      process = process(port, data == null ? stores(pair.stores()) : sections(pair, data));
    } finally {
      if (process == null) {
        pair.close();
      }
    }
    Labels self = Labels.of("job", "promontory", "instance", process.url().getAuthority());
    SelfScrape own = new SelfScrape(process.metrics(), pair.replicas(), self);
    return new Demo(process, pair, DemoClock.start(world, own, clock));
  }

  /** Makes the archive and the live stores' part of the past. */
  private static DemoWorld history(DemoPair pair, @Nullable Path data, long now)
      throws IOException {
    long liveFrom = now - HISTORY.toMillis();
    DemoRecorder recorder = new DemoRecorder(pair.replicas(), liveFrom);
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

  private static String stores(List<String> stores) {
    return "stores: [" + String.join(", ", stores) + "]\n";
  }

  /** Live and archived stores, and rules whose results are kept beside the archive. */
  private static String sections(DemoPair pair, Path data) throws IOException {
    List<String> stores = new ArrayList<>(pair.stores());
    stores.add(
        "{name: archive, type: blocks, local_path: %s, bucket: {path: %s}}"
            .formatted(quoted(data.resolve("local")), quoted(archive(data))));
    Path rules = data.resolve("rules.yml");
    try (InputStream own = Demo.class.getResourceAsStream("rules.yml")) {
      Files.copy(Objects.requireNonNull(own), rules, StandardCopyOption.REPLACE_EXISTING);
    }
    return stores(stores)
        + "storage: {path: %s}\nrule_files: [%s]\n"
            .formatted(quoted(data.resolve("storage")), quoted(rules));
  }

  private static String quoted(Path path) {
    return "'" + path.toAbsolutePath().toString().replace("'", "''") + "'";
  }

  private static ServerProcess process(int port, String sections)
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
                %s
                """
                    .formatted(port, sections));
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
    return process.url() + "/query?g0.expr=" + expression + "&g0.range_input=6h";
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
                + "/query_range --data-urlencode 'query=sum by (job)"
                + " (rate(http_requests_total[1h]))' -d start=$(($(date +%s)-14*86400)) -d"
                + " end=$(date +%s) -d step=1h");
  }

  @Override
  public void close() {
    if (growth != null) {
      growth.close();
    }
    process.close();
    if (pair != null) {
      pair.close();
    }
  }
}
