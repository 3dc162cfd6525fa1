package io.promontory.it.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.PromontoryCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code promql explain --config} over real servers: who evaluates what. */
class ExplainOverStoresTest {
  @TempDir Path folder;

  @Test
  void showsWhatEachStoreIsAskedFor() throws Exception {
    Assumptions.assumeTrue(Binary.ORACLE.isPresent());
    try (PrometheusProcess eu =
            PrometheusProcess.start(Binary.ORACLE, "", folder.resolve("data-eu"));
        PrometheusProcess us =
            PrometheusProcess.start(Binary.ORACLE, "", folder.resolve("data-us"))) {
      Path config =
          Files.writeString(
              folder.resolve("promontory.yml"), "stores:\n" + store("eu", eu) + store("us", us));
      assertThat(explained(config, "sum by (cluster, job) (rate(m_total[5m]))"))
          .contains("pushed: ")
          .contains(
              "store \"eu\": sum by (job) (rate(m_total[5m])), results get {cluster=\"eu\"}\n")
          .contains(
              "store \"us\": sum by (job) (rate(m_total[5m])), results get {cluster=\"us\"}\n");
      assertThat(explained(config, "sum(rate(m_total[5m]))"))
          .doesNotContain("pushed: ")
          .contains("stays here: its groups have series in several stores");
      assertThat(explained(config, "sum(rate(m_total{cluster=\"eu\"}[5m]))"))
          .contains("store \"eu\": sum(rate(m_total[5m]))\n")
          .doesNotContain("\"us\"");
    }
  }

  private static String store(String name, PrometheusProcess server) {
    return "- {name: %s, type: prometheus, url: \"%s\", external_labels: {cluster: %s}}\n"
        .formatted(name, server.uri(), name);
  }

  private String explained(Path config, String query) {
    try (PromontoryCommand command =
        PromontoryCommand.start(folder, "promql", "explain", query, "--config", config)) {
      assertThat(command.await()).as(command.output()).isZero();
      return command.output();
    }
  }
}
