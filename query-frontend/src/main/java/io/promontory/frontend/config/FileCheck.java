package io.promontory.frontend.config;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.file.RuleFile;
import io.promontory.rules.file.RuleFileException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Checks a file of either kind: a configuration, or a rule file. */
public final class FileCheck {
  private FileCheck() {}

  /**
   * Checks a file.
   *
   * @param features names of features that a rule file may use; a configuration names its own
   * @return what is good about it, in a few words
   * @throws ConfigException with what is not
   */
  public static String check(Path file, Collection<String> features) throws ConfigException {
    String text = TextFile.read(file);
    if (isConfiguration(text)) {
      ConfigFile loaded = new ConfigLoader().parse(file, text);
      List<String> unusable = TlsFiles.problems(loaded);
      if (!unusable.isEmpty()) {
        throw new ConfigException(unusable);
      }
      return "good: "
          + count(loaded.config().stores().size(), "store")
          + ", "
          + count(RuleFileCheck.ruleCount(loaded), "rule");
    }
    RuleFile rules = rules(file.toString(), text, features);
    return "good: "
        + count(rules.ruleCount(), "rule")
        + " in "
        + count(rules.groups().size(), "group");
  }

  static RuleFile rules(String file, String text, Collection<String> features)
      throws ConfigException {
    try {
      return new RuleFileReader(FeatureFlags.of(features)).read(file, text);
    } catch (RuleFileException e) {
      throw new ConfigException(e.problems());
    }
  }

  /** A mapping without the key {@code groups}; what is no mapping at all is taken for rules. */
  private static boolean isConfiguration(String text) {
    try {
      Node root = YamlText.firstDocument(text);
      List<NodeTuple> entries = root instanceof MappingNode top ? top.getValue() : List.of();
      return !entries.isEmpty()
          && entries.stream()
              .noneMatch(e -> ((ScalarNode) e.getKeyNode()).getValue().equals("groups"));
    } catch (YamlException e) {
      return text.lines().anyMatch(line -> line.startsWith("stores"));
    }
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
