package io.promontory.it.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.cli.Main;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.it.fixture.ApiClient;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.rules.file.RuleFileReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts on Promontory that the distribution carries: they mean what they say, and look at
 * metrics that are there.
 */
class ShippedAlertsTest {
  private static final Path CONF =
      Path.of(System.getProperty("promontory.root"), "query-frontend/src/main/dist/conf");

  @TempDir Path folder;

  @Test
  void theirUnitTestsPass() {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);

    int exit = Main.run(out, out, "rules", "test", CONF.resolve("alerts.test.yml").toString());

    assertThat(exit).as("%s", said).isZero();
  }

  @Test
  void aServerShowsWhatTheyLookAt() throws Exception {
    Files.createDirectories(folder.resolve("bucket"));
    Path rules = folder.resolve("rules.yml");
    Files.writeString(rules, "groups: [{name: g, rules: [{record: one, expr: vector(1)}]}]");
    Path config = folder.resolve("promontory.yml");
    Files.writeString(
        config,
        """
        server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}], shutdownGracePeriod: 1s}
        logging: {level: "OFF"}
        storage: {path: "%1$s/data", archive: archive}
        stores:
          - {name: gone, type: prometheus, required: false, file_sd_configs: [{files: [gone.yml]}]}
          - {name: dead, type: prometheus, required: false, url: "http://127.0.0.1:1"}
          - {name: archive, type: blocks, bucket: {type: filesystem, path: "%1$s/bucket"}}
        rule_files: ["%2$s"]
        rule_lease: {bucket: {type: filesystem, path: "%1$s/bucket"}}
        alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:1"]}]}]}
        remote_write: [{url: "http://127.0.0.1:1/"}]
        """
            .formatted(folder, rules));

    try (ServerProcess server = ServerProcess.start(new ConfigLoader().load(config))) {
      ApiClient client = new ApiClient(server.url().toString());
      assertThat(client.get("/api/v1/query?query=up").status()).isEqualTo(200);
      Set<String> shown =
          client
              .get("/metrics")
              .body()
              .lines()
              .filter(line -> line.startsWith("# TYPE "))
              .map(line -> line.split(" ")[2])
              .collect(Collectors.toSet());
      assertThat(shown).containsAll(lookedAt());
    }
  }

  private static Set<String> lookedAt() throws Exception {
    Path file = CONF.resolve("alerts.yml");
    Set<String> names = new TreeSet<>();
    new RuleFileReader(FeatureFlags.NONE)
        .read(file.toString(), Files.readString(file)).groups().stream()
            .flatMap(group -> group.rules().stream())
            .flatMap(rule -> Selectors.of(rule.expr()).stream())
            .map(VectorSelector::name)
            .forEach(names::add);
    names.remove("up"); // of whoever scrapes
    return names;
  }
}
