package io.promontory.rules.yaml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads a text as a tree of YAML nodes. Sizes are bounded: 3 MiB of text, 50 levels, 50 aliases of
 * collections. No object is ever built from a tag.
 */
public final class YamlText {
  private static final int MAX_MERGES = 20;

  private YamlText() {}

  /**
   * Reads the first document of a text.
   *
   * @return the document, or null where the text holds none or an explicit null
   * @throws YamlException if it is no YAML, or a mapping has a key twice or one that is no scalar
   */
  public static @Nullable Node firstDocument(String text) throws YamlException {
    LoaderOptions options = new LoaderOptions();
    try {
      Composer composer =
          new Composer(
              new ParserImpl(new StreamReader(new StringReader(text)), options),
              new Resolver(),
              options);
      if (!composer.checkNode()) {
        return null;
      }
      Node root = composer.getNode();
      checkKeys(root);
      return isNull(root) ? null : root;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new YamlException(
          mark == null ? Position.START : Position.of(mark), "no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new YamlException(Position.START, "no YAML: " + e.getMessage());
    }
  }

  /** Whether something follows the first document of a text that was found good. */
  public static boolean hasMoreDocuments(String text) {
    LoaderOptions options = new LoaderOptions();
    try {
      ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
      Composer composer = new Composer(parser, new Resolver(), options);
      if (composer.checkNode()) {
        Node ignored = composer.getNode();
      }
      return composer.checkNode();
    } catch (YAMLException e) {
      return true; // whatever it is, it is not looked at
    }
  }

  public static boolean isNull(Node node) {
    return Tag.NULL.equals(node.getTag());
  }

  public static Position position(Node node) {
    return Position.of(node.getStartMark());
  }

  /** What a node is, in the words of an error text: {@code a list}, {@code "many"}. */
  public static String describe(Node node) {
    return switch (node) {
      case SequenceNode ignored -> "a list";
      case MappingNode ignored -> "a mapping";
      case ScalarNode scalar when isNull(scalar) -> "nothing";
      case ScalarNode scalar -> "\"" + shortened(scalar.getValue()) + "\"";
      default -> "something else";
    };
  }

  private static String shortened(String text) {
    String line = text.strip().replace("\n", "\\n");
    return line.length() <= 60 ? line : line.substring(0, 57) + "...";
  }

  /**
   * The keys and values of a mapping, those of its merge keys ({@code <<}) included; own keys win.
   */
  public static List<NodeTuple> entries(MappingNode mapping) {
    Map<String, NodeTuple> entries = new LinkedHashMap<>();
    addEntries(mapping, entries, 0);
    return List.copyOf(entries.values());
  }

  private static void addEntries(MappingNode mapping, Map<String, NodeTuple> entries, int depth) {
    List<MappingNode> merged = new ArrayList<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        continue; // refused when the text was read
      }
      if (Tag.MERGE.equals(key.getTag())) {
        switch (tuple.getValueNode()) {
          case MappingNode one -> merged.add(one);
          case SequenceNode several -> {
            for (Node each : several.getValue()) {
              if (each instanceof MappingNode one) {
                merged.add(one);
              }
            }
          }
          default -> entries.putIfAbsent(key.getValue(), tuple);
        }
      } else {
        entries.putIfAbsent(key.getValue(), tuple);
      }
    }
    if (depth < MAX_MERGES) {
      merged.forEach(one -> addEntries(one, entries, depth + 1));
    }
  }

  private static void checkKeys(Node root) throws YamlException {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(open::push);
      } else if (node instanceof MappingNode mapping) {
        checkKeys(mapping);
        mapping.getValue().forEach(tuple -> open.push(tuple.getValueNode()));
      }
    }
  }

  private static void checkKeys(MappingNode mapping) throws YamlException {
    Map<String, Position> keys = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node key = tuple.getKeyNode();
      Position at = position(key);
      if (!(key instanceof ScalarNode scalar)) {
        throw new YamlException(at, "a key must be a plain text, found " + describe(key));
      }
      Position first = keys.putIfAbsent(scalar.getValue(), at);
      if (first != null) {
        throw new YamlException(
            at, "key \"" + scalar.getValue() + "\" is already set at line " + first.line());
      }
    }
  }
}
