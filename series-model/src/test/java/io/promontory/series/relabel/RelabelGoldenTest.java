package io.promontory.series.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.testing.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every recorded relabelling; what only a decoder of files can refuse is the decoder's to test. */
class RelabelGoldenTest {
  private static final String OF_DECODERS = "yaml: unmarshal errors";

  @Test
  void answersAndErrorsArePrometheus() {
    int answers = 0;
    int errors = 0;
    for (JsonNode line : JsonLines.reference("golden", "language", "relabel.jsonl")) {
      NameScheme scheme = NameScheme.valueOf(line.get("scheme").asText().toUpperCase(Locale.ROOT));
      String error = line.path("error").asText("");
      if (error.startsWith(OF_DECODERS)) {
        continue;
      }
      if (line.has("error")) {
        errors++;
        assertThatThrownBy(() -> Relabeling.of(configs(line.get("configs")), scheme))
            .as("%s", line)
            .isInstanceOf(RelabelException.class)
            .hasMessage(error);
      } else {
        answers++;
        Labels out = Relabeling.of(configs(line.get("configs")), scheme).apply(set(line, "in"));
        assertThat(out)
            .as("%s", line)
            .isEqualTo(line.get("out").isNull() ? null : set(line, "out"));
      }
    }
    assertThat(answers).isEqualTo(730);
    assertThat(errors).isGreaterThan(95);
  }

  /** What can change a label says so beforehand. */
  @Test
  void whatMayChangeIsKnown() {
    for (JsonNode line : JsonLines.reference("golden", "language", "relabel.jsonl")) {
      if (line.hasNonNull("out")) {
        Relabeling rules = Relabeling.of(configs(line.get("configs")), NameScheme.UTF8);
        Labels in = set(line, "in");
        Labels out = rules.apply(in);
        if (out == null) {
          continue;
        }
        List<String> names = new ArrayList<>(in.toMap().keySet());
        names.addAll(out.toMap().keySet());
        for (String name : names) {
          if (!rules.mayChange(name)) {
            assertThat(out.get(name)).as("%s", line).isEqualTo(in.get(name));
          }
        }
        if (rules.onlyDrops()) {
          assertThat(out).isEqualTo(in);
        }
      }
    }
  }

  private static Labels set(JsonNode line, String key) {
    LabelsBuilder labels = new LabelsBuilder();
    line.get(key).properties().forEach(e -> labels.set(e.getKey(), e.getValue().asText()));
    return labels.build();
  }

  private static List<@Nullable RelabelConfig> configs(JsonNode list) {
    List<@Nullable RelabelConfig> configs = new ArrayList<>();
    list.forEach(node -> configs.add(node.isNull() ? null : config(node)));
    return configs;
  }

  private static RelabelConfig config(JsonNode node) {
    RelabelConfig defaults = RelabelConfig.DEFAULT;
    List<String> sources = null;
    if (node.has("source_labels")) {
      List<String> found = new ArrayList<>();
      node.get("source_labels").forEach(name -> found.add(name.asText()));
      sources = found;
    }
    RelabelAction action = RelabelAction.REPLACE;
    if (node.has("action")) {
      action =
          node.get("action").isNull() ? null : RelabelAction.parse(node.get("action").asText());
    }
    return new RelabelConfig(
        sources,
        text(node, "separator", defaults.separator()),
        node.has("regex") ? node.get("regex").asText("") : null,
        node.has("modulus") ? node.get("modulus").bigIntegerValue().longValue() : 0,
        text(node, "target_label", ""),
        text(node, "replacement", defaults.replacement()),
        action);
  }

  /** An explicit null is the empty text. */
  private static String text(JsonNode node, String key, String byDefault) {
    return node.has(key) ? node.get(key).asText("") : byDefault;
  }
}
