package io.promontory.it.differential.golden;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Prometheus over a copy of blocks of the reference data, and a Promontory in front of it that
 * evaluates everything itself.
 */
public final class GoldenServers implements AutoCloseable {
  private static final List<String> SYNTAX =
      List.of(
          "promql-experimental-functions",
          "promql-extended-range-selectors",
          "promql-binop-fill-modifiers");

  private final PrometheusProcess prometheus;
  private final PromontoryServer promontory;
  private final String features;

  private GoldenServers(
      PrometheusProcess prometheus, PromontoryServer promontory, String features) {
    this.prometheus = prometheus;
    this.promontory = promontory;
    this.features = features;
  }

  /**
   * Starts both.
   *
   * @param sets folders of blocks below {@code golden/blocks}
   * @param moreFlags features of Promontory, and of version 3, besides the ones behind whose flags
   *     only syntax is
   */
  public static GoldenServers start(
      Path directory, Binary binary, List<String> sets, String... moreFlags) {
    try {
      Path data = Files.createTempDirectory(directory, "blocks");
      String features = String.join(",", concat(SYNTAX, moreFlags));
      for (String set : sets) {
        copy(Reference.path("golden", "blocks", set), data);
      }
      String[] flags =
          binary == Binary.ORACLE ? new String[] {"--enable-feature=" + features} : new String[0];
      PrometheusProcess prometheus =
          PrometheusProcess.start(binary, "global: {evaluation_interval: 1m}\n", data, flags);
      String config = config(features, prometheus, "never");
      return new GoldenServers(prometheus, PromontoryServer.start(directory, config), features);
    } catch (IOException e) {
      throw new UncheckedIOException("copying blocks", e);
    }
  }

  private static String config(String features, PrometheusProcess prometheus, String pushdown) {
    return "feature_flags: [%s]\nstores: [{name: golden, type: prometheus, url: \"%s\", pushdown: %s}]\n"
        .formatted(features, prometheus.uri(), pushdown);
  }

  /** A further Promontory, which leaves to Prometheus what it can. */
  public PromontoryServer pushing(Path directory) {
    return PromontoryServer.start(directory, config(features, prometheus, "auto"));
  }

  private static List<String> concat(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  public ApiClient prometheus() {
    return new ApiClient(prometheus.uri().toString());
  }

  public ApiClient promontory() {
    return promontory.client();
  }

  @Override
  public void close() {
    promontory.close();
    prometheus.close();
  }
}
