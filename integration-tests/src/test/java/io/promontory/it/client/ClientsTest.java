package io.promontory.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.it.client.Tools.Output;
import io.promontory.it.fixture.Fleet;
import io.promontory.it.fixture.FleetData;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.SharedFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each client against a Prometheus and against Promontory in front of it; what they print must
 * be equal.
 */
@ExtendWith(SharedFleet.class)
class ClientsTest {
  private static final long TIME_SECONDS = FleetData.START_SECONDS + 2400;

  @TempDir static Path directory;
  private static Fleet fleet;
  private static PromontoryProcess promontory;

  @BeforeAll
  static void start(Fleet shared) {
    fleet = shared;
    promontory = PromontoryProcess.start(directory, fleet.asStore());
  }

  @AfterAll
  static void stop() {
    promontory.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion.mjs", "prometheus-query.mjs"})
  void nodeClientsSeeNoDifference(String script) {
    Path home = NodePackages.install("clients");
    String time = Long.toString(TIME_SECONDS * 1000 + 333);
    Output direct = Tools.run(home, List.of("node", script, fleet.client().base(), time));
    Output through = Tools.run(home, List.of("node", script, promontory.client().base(), time));
    assertThat(direct.exit()).as(direct.text()).isZero();
    assertThat(through.text()).isEqualTo(direct.text());
    assertThat(through.text().lines().count()).isGreaterThan(10);
  }

  @Test
  void promtoolSeesNoDifference() {
    String start = Long.toString(TIME_SECONDS - 600);
    String end = Long.toString(TIME_SECONDS);
    for (List<String> query :
        List.of(
            List.of(
                "instant", "--time=" + end, "URL", "sort(max by (job) (rate(requests_total[5m])))"),
            List.of("instant", "--time=" + end, "URL", "sum("),
            List.of(
                "range",
                "--start=" + start,
                "--end=" + end,
                "--step=1m",
                "URL",
                "max by (site) (temperature_celsius)"),
            List.of("range", "--start=" + start, "--end=" + end, "--step=1m", "URL", "up == 1"),
            List.of("series", "--match=memory_bytes", "--start=" + start, "--end=" + end, "URL"),
            List.of(
                "series",
                "--match={job=\"api\",__name__=~\"up|build_info\"}",
                "--start=" + start,
                "--end=" + end,
                "URL"),
            List.of("labels", "--start=" + start, "--end=" + end, "URL", "job"),
            List.of("labels", "URL", "__name__"))) {
      Output direct = promtool(query, fleet.client().base());
      Output through = promtool(query, promontory.client().base());
      assertThat(through).as(String.join(" ", query)).isEqualTo(direct);
    }
  }

  private static Output promtool(List<String> query, String url) {
    List<String> command = new ArrayList<>(List.of("promtool", "query"));
    query.forEach(word -> command.add(word.equals("URL") ? url : word));
    return Tools.run(directory, command);
  }
}
