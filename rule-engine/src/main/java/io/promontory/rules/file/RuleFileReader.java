package io.promontory.rules.file;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads Prometheus' rule files: what its {@code promtool check rules} accepts is accepted. Faults
 * of shape end the reading; faults of rules are all listed.
 */
public final class RuleFileReader {
  private static final Set<String> TOP = Set.of("groups");
  private static final Set<String> GROUP =
      Set.of("name", "interval", "query_offset", "limit", "labels", "rules");

  private final FeatureFlags features;

  /** With the features of the language that expressions may use. */
  public RuleFileReader(FeatureFlags features) {
    this.features = features;
  }

  /**
   * Reads the first document of a text.
   *
   * @param file its name, for error texts
   * @throws RuleFileException if it is not good
   */
  public RuleFile read(String file, String text) throws RuleFileException {
    RuleProblems problems = new RuleProblems(file);
    List<RuleGroup> groups = new ArrayList<>();
    try {
      Node root = YamlText.firstDocument(text);
      if (root != null) {
        Set<String> names = new HashSet<>();
        for (Node node : new Fields(root, "a rule file", TOP).list("groups")) {
          groups.add(group(node, names, problems));
        }
      }
    } catch (YamlException e) {
      problems.at(e.position(), String.valueOf(e.getMessage()));
    }
    problems.throwIfAny();
    return new RuleFile(groups);
  }

  private RuleGroup group(Node node, Set<String> names, RuleProblems problems)
      throws YamlException {
    Fields fields = new Fields(node, "a group", GROUP);
    String name = fields.text("name");
    Position at = YamlText.position(node);
    if (name.isEmpty()) {
      problems.at(at, "a group needs the key \"name\"");
    } else if (!names.add(name)) {
      problems.at(fields.position("name"), "group \"" + name + "\" is in this file twice");
    }
    RuleGroup head =
        new RuleGroup(
            name,
            fields.duration("interval"),
            fields.duration("query_offset"),
            fields.number("limit"),
            LabelChecks.labels(fields, "labels", "group \"" + name + "\"", problems),
            List.of());
    RuleReader reader = new RuleReader(features, name, problems);
    List<Rule> rules = new ArrayList<>();
    List<Node> nodes = fields.list("rules");
    for (int i = 0; i < nodes.size(); i++) {
      Rule rule = reader.read(nodes.get(i), i + 1);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new RuleGroup(
        head.name(), head.interval(), head.queryOffset(), head.limit(), head.labels(), rules);
  }
}
