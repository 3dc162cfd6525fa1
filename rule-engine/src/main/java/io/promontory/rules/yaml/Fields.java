package io.promontory.rules.yaml;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The keys of one mapping, read by type. A null value counts as absent. */
public final class Fields {
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * @param known the keys that may occur
   * @throws YamlException if the node is no mapping or has another key
   */
  public Fields(Node node, String what, Set<String> known) throws YamlException {
    this(node, what, known, true);
  }

  /**
   * As the other.
   *
   * @param strict whether other keys are refused, not ignored
   */
  public Fields(Node node, String what, Set<String> known, boolean strict) throws YamlException {
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw new YamlException(
          YamlText.position(node),
          what + " must be a mapping of keys, found " + YamlText.describe(node));
    }
    for (NodeTuple tuple : YamlText.entries(mapping)) {
      String key = ((ScalarNode) tuple.getKeyNode()).getValue();
      if (strict && !known.contains(key)) {
        throw new YamlException(
            YamlText.position(tuple.getKeyNode()),
            "unknown key \"" + key + "\"" + Suggestion.sentence(key, known));
      }
      if (!YamlText.isNull(tuple.getValueNode())) {
        values.put(key, tuple.getValueNode());
      }
    }
  }

  /** Whether a key has a value. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Where the value of a key stands, or the mapping where there is none. */
  public Position position(String key) {
    Node value = values.get(key);
    return YamlText.position(value == null ? node : value);
  }

  /** What stands under a key, or null. */
  public @Nullable Node node(String key) {
    return values.get(key);
  }

  /** The text of a scalar, or the empty string. */
  public String text(String key) throws YamlException {
    Node value = values.get(key);
    return value == null ? "" : scalar(key, value);
  }

  /** A duration as Prometheus writes it; null where the key is absent. */
  public @Nullable Duration duration(String key) throws YamlException {
    if (!has(key)) {
      return null;
    }
    try {
      return Duration.ofNanos(GoDurations.parse(text(key)));
    } catch (TextFormatException e) {
      throw new YamlException(position(key), key + ": " + e.getMessage());
    }
  }

  /** A whole number, decimal or in Go's notations; 0 where the key is absent. */
  public long number(String key) throws YamlException {
    String text = text(key);
    try {
      return text.isEmpty() ? 0 : Long.decode(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new YamlException(
          position(key), key + " must be a whole number, found \"" + text + "\"");
    }
  }

  /** The elements of a list; none where the key is absent. */
  public List<Node> list(String key) throws YamlException {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw new YamlException(
        position(key), key + " must be a list, found " + YamlText.describe(value));
  }

  /** Texts by name; a null value is the empty text. */
  public Map<String, String> texts(String key) throws YamlException {
    Map<String, String> texts = new LinkedHashMap<>();
    Node value = values.get(key);
    if (value == null) {
      return texts;
    }
    if (!(value instanceof MappingNode mapping)) {
      throw new YamlException(
          position(key), key + " must be a mapping of keys, found " + YamlText.describe(value));
    }
    for (NodeTuple tuple : YamlText.entries(mapping)) {
      String name = ((ScalarNode) tuple.getKeyNode()).getValue();
      Node text = tuple.getValueNode();
      texts.put(name, YamlText.isNull(text) ? "" : scalar(key + "." + name, text));
    }
    return texts;
  }

  private static String scalar(String key, Node value) throws YamlException {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new YamlException(
        YamlText.position(value), key + " must be a text, found " + YamlText.describe(value));
  }
}
