package io.promontory.it.stores;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.labels.Labels;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * A server over an archive of the first twenty scrapes, a pair that goes on from there and of which
 * one has a hole of ten scrapes, and a store that is dead.
 */
final class PairAndArchive implements AutoCloseable {
  static final long START = 1_767_225_600L;
  static final int STEP = 15;
  static final int ARCHIVED = 20;
  static final int SCRAPES = 80;
  static final long HOLE = START + 40 * STEP;
  static final long HOLE_END = START + 50 * STEP;
  static final long END = START + (SCRAPES - 1) * STEP;

  final PrometheusProcess holed;
  final PrometheusProcess whole;
  final PromontoryServer promontory;

  /**
   * Starts all of it.
   *
   * @param more of the configuration: further stores, then other sections
   */
  PairAndArchive(Path folder, String more) {
    PrometheusProcess a = PrometheusProcess.start("", folder.resolve("a"));
    PrometheusProcess b = PrometheusProcess.start("", folder.resolve("b"));
    boolean isFirst = a.uri().toString().compareTo(b.uri().toString()) < 0;
    holed = isFirst ? a : b; // what ranks higher serves, and has holes to fill
    write(holed, i -> i >= ARCHIVED && (i < 40 || i >= 50));
    whole = isFirst ? b : a;
    write(whole, i -> i >= ARCHIVED);
    Path archive = folder.resolve("archive");
    StringBuilder text = new StringBuilder("# TYPE up gauge\n");
    for (int i = 0; i < ARCHIVED; i++) {
      text.append("up{job=\"node\"} %d %d\n".formatted(i, START + i * STEP));
    }
    PromtoolBlocks.create(text.append("# EOF\n").toString(), archive);
    promontory =
        PromontoryServer.start(
            folder,
            """
            stores:
              - {name: eu, type: prometheus, replicas: ["%s", "%s"], external_labels: {region: eu}}
              - {name: archive, type: blocks, bucket: {type: filesystem, path: "%s"}, external_labels: {region: eu}}
              - {name: us, type: prometheus, url: "http://127.0.0.1:1", external_labels: {region: us}, required: false}
            """
                    .formatted(holed.uri(), whole.uri(), archive)
                + more);
  }

  private static void write(PrometheusProcess to, IntPredicate has) {
    RemoteWriter writer = new RemoteWriter();
    for (int i = 0; i < SCRAPES; i++) {
      if (has.test(i)) {
        writer.add(Labels.of("__name__", "up", "job", "node"), (START + i * STEP) * 1000, i);
      }
    }
    writer.sendTo(to.uri());
  }

  @Override
  public void close() {
    promontory.close();
    whole.close();
    holed.close();
  }
}
