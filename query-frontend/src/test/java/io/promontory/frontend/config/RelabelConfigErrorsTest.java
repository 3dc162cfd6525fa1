package io.promontory.frontend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.testing.JsonLines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that Prometheus refuses are refused here, those it takes are taken. */
class RelabelConfigErrorsTest {
  private static final ConfigLoader LOADER = new ConfigLoader(name -> null);

  private static ConfigFile parse(List<JsonNode> rules) throws ConfigException {
    StringBuilder file = new StringBuilder("stores:\n");
    for (int i = 0; i < rules.size(); i++) {
      file.append("  - {name: s")
          .append(i)
          .append(", type: grpc, address: 'h:1', relabel_configs: ")
          .append(rules.get(i).toString().replace("${n}", "$${n}"))
          .append("}\n");
    }
    return LOADER.parse(Path.of("f.yml"), file.toString());
  }

  private static List<JsonNode> recorded(boolean good) {
    return JsonLines.reference("golden", "language", "relabel.jsonl").stream()
        .filter(line -> line.get("scheme").asText().equals("utf8"))
        .filter(line -> line.has("error") != good)
        .filter(line -> !line.get("configs").toString().contains("1.5")) // a whole number here
        .toList();
  }

  @Test
  void goodRulesAreTaken() throws ConfigException {
    List<JsonNode> good = recorded(true).stream().map(line -> line.get("configs")).toList();
    assertThat(good).hasSizeGreaterThan(300);
    assertThat(parse(good).config().stores()).hasSameSizeAs(good);
  }

  @Test
  void badRulesAreRefused() {
    int refused = 0;
    for (JsonNode line : recorded(false)) {
      String rules = line.get("configs").toString();
      // An empty key counts as absent here, and a number may stand in quotes.
      if (rules.contains("null") || rules.contains("\"5\"")) {
        continue;
      }
      refused++;
      String error = line.get("error").asText();
      assertThatExceptionOfType(ConfigException.class)
          .as(rules)
          .isThrownBy(() -> parse(List.of(line.get("configs"))))
          .withMessageContaining("stores[0].relabel_configs[")
          .withMessageContaining(error.startsWith("yaml:") ? "relabel_configs" : error);
    }
    assertThat(refused).isGreaterThan(30);
  }
}
