package io.promontory.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.client.Tools.Output;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.FleetData;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The part of Grafana's Prometheus data source that runs in a browser sees no difference, neither
 * in answers nor in the calls it takes to get them.
 */
@Tag("long")
class GrafanaClientTest {
  private static final long TIME_MS = (FleetData.START_SECONDS + 2400) * 1000 + 333;

  @TempDir Path directory;

  @Test
  void seesNoDifference() {
    Path home = NodePackages.install("clients-grafana");
    try (Fleet fleet = Fleet.start(directory);
        PromontoryProcess promontory = PromontoryProcess.start(directory, fleet.asStore())) {
      Output direct = run(home, fleet.client().base(), fleet.isModern());
      Output through = run(home, promontory.client().base(), fleet.isModern());
      assertThat(direct.exit()).as(direct.text()).isZero();
      assertThat(through.text().lines()).containsExactlyElementsOf(direct.text().lines().toList());
      assertThat(direct.text().lines()).hasSizeGreaterThan(200);
    }
  }

  private static Output run(Path home, String url, boolean modern) {
    List<String> command =
        new ArrayList<>(List.of("node", "grafana.mjs", url, Long.toString(TIME_MS)));
    if (modern) {
      command.add("modern");
    }
    return Tools.run(home, command);
  }
}
