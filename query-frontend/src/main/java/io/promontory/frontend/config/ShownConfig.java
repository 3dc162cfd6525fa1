package io.promontory.frontend.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.promontory.adapter.auth.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A configuration as YAML for people: our sections with all defaults, Dropwizard's as written,
 * secrets replaced.
 */
final class ShownConfig {
  private static final List<String> DROPWIZARDS =
      List.of("server", "logging", "metrics", "admin", "health");

  private ShownConfig() {}

  static String print(ObjectMapper mapper, FrontendConfig config, ObjectNode written) {
    ObjectNode shown = sections(mapper, config, written.deepCopy());
    DROPWIZARDS.forEach(section -> hideSecrets(shown.path(section)));
    try {
      return new ObjectMapper(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .build())
          .writeValueAsString(shown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts does not print as YAML", e);
    }
  }

  /** The sections as a mapper writes ours; Dropwizard's keep their secrets. */
  static ObjectNode sections(ObjectMapper mapper, FrontendConfig config, ObjectNode written) {
    ObjectNode sections = mapper.createObjectNode();
    JsonNode ours = mapper.valueToTree(config);
    for (String section : DROPWIZARDS) {
      if (written.has(section)) {
        sections.set(section, written.get(section));
      }
    }
    ours.properties().stream()
        .filter(entry -> !DROPWIZARDS.contains(entry.getKey()))
        .forEach(entry -> sections.set(entry.getKey(), entry.getValue()));
    return sections;
  }

  /** Dropwizard's sections have plain texts for secrets; their keys say so. */
  private static void hideSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
        String key = entry.getKey().toLowerCase(Locale.ROOT);
        boolean secret =
            key.contains("password") || key.contains("secret") || key.contains("token");
        if (secret && entry.getValue().isTextual()) {
          object.put(entry.getKey(), Secret.SHOWN);
        }
      }
    }
    node.forEach(ShownConfig::hideSecrets);
  }
}
