package io.promontory.frontend.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads lists of target groups, {@code [{targets: [...], labels: {...}}]}, as Prometheus' files and
 * HTTP servers for discovery give them.
 */
final class TargetGroups {
  static final int MOST_BYTES = 3 << 20;
  static final int MOST_TARGETS = 10_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private TargetGroups() {}

  /**
   * Reads JSON.
   *
   * @throws DiscoveryException if it is not such a list
   */
  static List<Target> json(String text) throws DiscoveryException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new DiscoveryException("no JSON: " + e.getOriginalMessage());
    }
    List<Target> targets = new ArrayList<>();
    check(root.isArray(), "must be a list of target groups");
    for (JsonNode group : root) {
      check(group.isObject(), "a target group must be a mapping");
      List<String> addresses = new ArrayList<>();
      LabelsBuilder labels = new LabelsBuilder();
      for (var entry : group.properties()) {
        JsonNode value = entry.getValue();
        switch (entry.getKey()) {
          case "targets" -> {
            check(value.isArray() || value.isNull(), "targets must be a list");
            for (JsonNode address : value) {
              addresses.add(text(address.isTextual() ? address.asText() : null, "a target"));
            }
          }
          case "labels" -> {
            check(value.isObject() || value.isNull(), "labels must be a mapping");
            for (var label : value.properties()) {
              JsonNode own = label.getValue();
              labels.set(
                  label.getKey(), text(own.isTextual() ? own.asText() : null, "a label's value"));
            }
          }
          default -> throw new DiscoveryException("unknown key \"" + entry.getKey() + "\"");
        }
      }
      add(addresses, labels.build(), targets);
    }
    return targets;
  }

  /**
   * Reads YAML.
   *
   * @throws DiscoveryException if it is not such a list
   */
  static List<Target> yaml(String text) throws DiscoveryException {
    Node root;
    try {
      root = YamlText.firstDocument(text);
    } catch (YamlException e) {
      throw new DiscoveryException(e.position() + ": " + e.getMessage());
    }
    List<Target> targets = new ArrayList<>();
    for (Node group : list(root, "the file")) {
      check(group instanceof MappingNode, "a target group must be a mapping");
      List<String> addresses = new ArrayList<>();
      LabelsBuilder labels = new LabelsBuilder();
      for (NodeTuple entry : YamlText.entries((MappingNode) group)) {
        Node value = entry.getValueNode();
        switch (scalar(entry.getKeyNode(), "a key")) {
          case "targets" -> {
            for (Node address : list(value, "targets")) {
              addresses.add(scalar(address, "a target"));
            }
          }
          case "labels" -> {
            check(value instanceof MappingNode || YamlText.isNull(value), "labels: a mapping");
            if (value instanceof MappingNode mapping) {
              for (NodeTuple label : YamlText.entries(mapping)) {
                labels.set(
                    scalar(label.getKeyNode(), "a label"),
                    scalar(label.getValueNode(), "a label's value"));
              }
            }
          }
          default ->
              throw new DiscoveryException(
                  YamlText.position(entry.getKeyNode())
                      + ": unknown key "
                      + YamlText.describe(entry.getKeyNode()));
        }
      }
      add(addresses, labels.build(), targets);
    }
    return targets;
  }

  private static void add(List<String> addresses, Labels labels, List<Target> targets)
      throws DiscoveryException {
    for (String address : addresses) {
      check(!address.isEmpty(), "a target is empty");
      targets.add(Target.of(address, labels));
    }
    check(targets.size() <= MOST_TARGETS, "more than " + MOST_TARGETS + " targets");
  }

  private static List<Node> list(@Nullable Node node, String what) throws DiscoveryException {
    if (node == null || YamlText.isNull(node)) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw new DiscoveryException(
        YamlText.position(node)
            + ": "
            + what
            + " must be a list, found "
            + YamlText.describe(node));
  }

  private static String scalar(Node node, String what) throws DiscoveryException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new DiscoveryException(
        YamlText.position(node)
            + ": "
            + what
            + " must be a text, found "
            + YamlText.describe(node));
  }

  private static String text(@Nullable String value, String what) throws DiscoveryException {
    check(value != null, what + " must be a text");
    return String.valueOf(value);
  }

  private static void check(boolean isGood, String message) throws DiscoveryException {
    if (!isGood) {
      throw new DiscoveryException(message);
    }
  }
}
