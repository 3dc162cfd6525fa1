package io.promontory.it.fault;

import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real Prometheus and a StoreAPI server that hold the same samples, each reached over a proxy
 * with faults, and the Prometheus also directly. An external label {@code site} tells them apart:
 * {@code good}, {@code prom}, {@code grpc}.
 */
final class FaultySites implements AutoCloseable {
  static final int SERIES = 300;
  static final int SAMPLES = 40;
  static final long START = 1_767_225_600L;
  static final long END = START + SAMPLES * 15L;

  final PrometheusProcess prometheus;
  final StoreGrpcServer grpc;
  final FaultProxy toPrometheus;
  final FaultProxy toGrpc;

  FaultySites(Path directory) throws IOException {
    MemoryStore memory = new MemoryStore("memory", Labels.of("site", "grpc"));
    memory.putMetadata(new MetricMetadata("m_total", "counter", "", ""));
    StringBuilder text = new StringBuilder("# TYPE m counter\n");
    for (int i = 0; i < SERIES; i++) {
      for (int s = 0; s < SAMPLES; s++) {
        long time = START + s * 15L;
        text.append("m_total{i=\"%03d\"} %d %d\n".formatted(i, i + s, time));
        Labels labels = Labels.of("__name__", "m_total", "i", "%03d".formatted(i));
        memory.append(labels, time * 1000, i + s);
      }
    }
    Path data = Files.createDirectory(directory.resolve("data"));
    PromtoolBlocks.create(text.append("# EOF\n").toString(), data);
    prometheus = PrometheusProcess.start("", data);
    grpc = StoreGrpcServer.start(memory, GrpcServerConfig.plain("127.0.0.1", 0));
    toPrometheus = new FaultProxy(prometheus.uri().getPort(), true);
    toGrpc = new FaultProxy(grpc.port(), false);
  }

  FaultProxy to(String site) {
    return site.equals("grpc") ? toGrpc : toPrometheus;
  }

  /**
   * The entries of {@code stores}.
   *
   * @param seconds after which those that may fail are given up
   */
  String stores(int seconds) {
    return """
        stores:
          - {name: good, type: prometheus, url: "%s", external_labels: {site: good}}
          - {name: prom, type: prometheus, url: "http://127.0.0.1:%d", external_labels: {site: prom}, timeout: %ds}
          - {name: grpc, type: grpc, address: "127.0.0.1:%d", timeout: %ds}
        """
        .formatted(prometheus.uri(), toPrometheus.port(), seconds, toGrpc.port(), seconds);
  }

  @Override
  public void close() {
    toPrometheus.close();
    toGrpc.close();
    grpc.close();
    prometheus.close();
  }
}
