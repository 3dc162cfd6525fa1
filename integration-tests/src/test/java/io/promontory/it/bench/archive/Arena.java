package io.promontory.it.bench.archive;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.bench.PeakMemory;
import io.promontory.it.bench.Results;
import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.data.ServedBlock;
import io.promontory.it.bench.race.Contender;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a benchmark, all on the same data: the distribution of Promontory, and of
 * Prometheus and VictoriaMetrics what is installed.
 */
final class Arena implements AutoCloseable {
  private final String bench;
  private final List<AutoCloseable> processes = new ArrayList<>();
  private final List<Contender> contenders = new ArrayList<>();

  private Arena(String bench) {
    this.bench = bench;
  }

  /**
   * Makes what data there is not yet, and starts the servers.
   *
   * @param heap of Promontory, as {@code -Xmx} has it
   */
  static Arena open(String bench, DataSet data, String heap) throws Exception {
    Path root = Path.of(System.getProperty("promontory.root", "."));
    Path work = Files.createDirectories(root.resolve("target/bench"));
    ServedBlock block = ServedBlock.of(data, work);
    Arena arena = new Arena(bench);
    try {
      arena.start(root, work, data, block, heap);
      return arena;
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private void start(Path root, Path work, DataSet data, ServedBlock block, String heap)
      throws IOException {
    Binary binary = prometheus();
    if (binary == null) {
      System.out.println("no prometheus on the PATH: measured without");
    } else {
      System.out.println("prometheus is " + binary);
      PrometheusProcess prometheus =
          opened(PrometheusProcess.start(binary, "", block.prometheusData(), "--query.timeout=2m"));
      contenders.add(
          new Contender(
              Contender.PROMETHEUS,
              new ApiClient(prometheus.uri().toString()),
              prometheus.process().pid()));
    }
    if (VictoriaMetrics.isPresent()) {
      contenders.add(opened(VictoriaMetrics.of(data, work)).contender());
    } else {
      System.out.println("no victoria-metrics on the PATH: measured without");
    }
    PromontoryProcess promontory =
        opened(
            PromontoryProcess.installed(
                root.resolve("target/promontory"),
                work,
                "stores: [{name: archive, type: blocks, bucket: {type: filesystem, path: \""
                    + block.bucket().toAbsolutePath()
                    + "\"}}]\n",
                "-Xmx" + heap));
    contenders.add(
        new Contender(Contender.PROMONTORY, promontory.client(), promontory.process().pid()));
  }

  private <T extends AutoCloseable> T opened(T process) {
    processes.addFirst(process);
    return process;
  }

  private static @Nullable Binary prometheus() {
    return Binary.ORACLE.isPresent()
        ? Binary.ORACLE
        : Binary.INSTALLED.isPresent() ? Binary.INSTALLED : null;
  }

  /** Those who take part, Promontory as the last. */
  List<Contender> contenders() {
    return contenders;
  }

  void printMemory() {
    for (Contender contender : contenders) {
      Results.print(
          bench, "peak_rss", contender.name(), PeakMemory.mebibytes(contender.pid()), "MiB");
    }
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable process : processes) {
      process.close();
    }
  }
}
