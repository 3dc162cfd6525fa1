package io.promontory.frontend.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file's YAML in two forms: the nodes, which know where they stand, and the tree that is mapped
 * to classes. Scalars stay texts, so that {@code 1.10} as a label value is not a number; null means
 * absent.
 */
final class ConfigTree {
  private static final int MAX_NODES = 100_000;
  private static final int MAX_DEPTH = 100;

  private final @Nullable Node root;
  private final Environment environment;
  private final ObjectNode json;
  private int nodes;

  ConfigTree(String text, Environment environment) throws YamlException {
    this.root = YamlText.firstDocument(text);
    this.environment = environment;
    this.json = root == null ? JsonNodeFactory.instance.objectNode() : top(root);
  }

  ObjectNode json() {
    return json;
  }

  /** The node at a path of keys and indexes, or its nearest parent that is there. */
  @Nullable Node nodeAt(List<?> path) {
    Node node = root;
    for (Object step : path) {
      Node next = child(node, step, false);
      if (next == null) {
        return node;
      }
      node = next;
    }
    return node;
  }

  /** Where the last key of a path is written, or its nearest parent. */
  Position positionOf(List<?> path) {
    Node node = root;
    Position position = node == null ? Position.START : YamlText.position(node);
    for (Object step : path) {
      Node key = child(node, step, true);
      if (key == null) {
        return position;
      }
      position = YamlText.position(key);
      node = child(node, step, false);
    }
    return position;
  }

  private ObjectNode top(Node node) throws YamlException {
    if (convert(node, 0) instanceof ObjectNode object) {
      return object;
    }
    throw new YamlException(
        YamlText.position(node),
        "a configuration is a mapping of keys, found " + YamlText.describe(node));
  }

  private JsonNode convert(Node node, int depth) throws YamlException {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
      throw new YamlException(
          YamlText.position(node),
          "too large: more than " + MAX_NODES + " values or " + MAX_DEPTH + " levels");
    }
    JsonNodeFactory factory = JsonNodeFactory.instance;
    switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = factory.objectNode();
        for (NodeTuple tuple : YamlText.entries(mapping)) {
          if (!YamlText.isNull(tuple.getValueNode())) {
            object.set(
                ((ScalarNode) tuple.getKeyNode()).getValue(),
                convert(tuple.getValueNode(), depth + 1));
          }
        }
        return object;
      }
      case SequenceNode sequence -> {
        ArrayNode array = factory.arrayNode();
        for (Node element : sequence.getValue()) {
          if (YamlText.isNull(element)) {
            throw new YamlException(YamlText.position(element), "a list element is empty");
          }
          array.add(convert(element, depth + 1));
        }
        return array;
      }
      case ScalarNode scalar -> {
        return factory.textNode(environment.expand(scalar));
      }
      default -> throw new YamlException(YamlText.position(node), "not a value");
    }
  }

  private static @Nullable Node child(@Nullable Node node, Object step, boolean key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : YamlText.entries(mapping)) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(step)) {
          return key ? name : tuple.getValueNode();
        }
      }
    } else if (node instanceof SequenceNode sequence
        && step instanceof Integer index
        && index >= 0
        && index < sequence.getValue().size()) {
      return sequence.getValue().get(index);
    }
    return null;
  }
}
