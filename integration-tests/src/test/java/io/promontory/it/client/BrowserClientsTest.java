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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The parts of dashboards that run in a browser, Grafana's Prometheus data source and the client of
 * Perses' Prometheus plugin, see no difference, neither in answers nor in the calls it takes to get
 * them.
 */
@Tag("long")
class BrowserClientsTest {
  private static final long TIME_MS = (FleetData.START_SECONDS + 2400) * 1000 + 333;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"clients-grafana, grafana.mjs, 200", "clients-perses, perses.mjs, 30"})
  void seeNoDifference(String packages, String script, int moreLinesThan) {
    Path home = NodePackages.install(packages);
    try (Fleet fleet = Fleet.start(directory);
        PromontoryProcess promontory = PromontoryProcess.start(directory, fleet.asStore())) {
      Output direct = run(home, script, fleet.client().base(), fleet.isModern());
      Output through = run(home, script, promontory.client().base(), fleet.isModern());
      assertThat(direct.exit()).as(direct.text()).isZero();
      assertThat(through.text().lines()).containsExactlyElementsOf(direct.text().lines().toList());
      assertThat(direct.text().lines()).hasSizeGreaterThan(moreLinesThan);
    }
  }

  private static Output run(Path home, String script, String url, boolean modern) {
    List<String> command = new ArrayList<>(List.of("node", script, url, Long.toString(TIME_MS)));
    if (modern) {
      command.add("modern");
    }
    return Tools.run(home, command);
  }
}
