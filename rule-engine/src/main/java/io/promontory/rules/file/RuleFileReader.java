package io.promontory.rules.file;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.yaml.Fields;
import io.promontory.rules.yaml.Position;
import io.promontory.rules.yaml.YamlException;
import io.promontory.rules.yaml.YamlText;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.RuleGroup.Strictness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads Prometheus' rule files: what its {@code promtool check rules} accepts is accepted. Faults
 * of shape end the reading; faults of rules are all listed.
 */
public final class RuleFileReader {
  private static final Set<String> TOP = Set.of("groups");
  private static final String STRATEGY = "partial_response_strategy";
  private static final Set<String> GROUP =
      Set.of("name", "interval", "query_offset", "limit", "labels", "rules");
  private static final Set<String> THANOS_GROUP =
      Set.of("name", "interval", "query_offset", "limit", "labels", "rules", STRATEGY);

  private final FeatureFlags features;
  private final RuleDialect dialect;

  /** With the features of the language that expressions may use. */
  public RuleFileReader(FeatureFlags features) {
    this(features, RuleDialect.THANOS);
  }

  /** As the other, with the keys of a dialect. */
  public RuleFileReader(FeatureFlags features, RuleDialect dialect) {
    this.features = features;
    this.dialect = dialect;
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
    List<String> warnings = new ArrayList<>();
    try {
      if (YamlText.hasMoreDocuments(text)) {
        warnings.add(file + ": holds several documents, of which the first counts");
      }
      Node root = YamlText.firstDocument(text);
      if (root != null) {
        Set<String> names = new HashSet<>();
        for (Node node : new Fields(root, "a rule file", TOP, isStrict()).list("groups")) {
          groups.add(group(node, names, problems));
        }
      }
    } catch (YamlException e) {
      problems.at(e.position(), String.valueOf(e.getMessage()));
    }
    problems.throwIfAny();
    return new RuleFile(groups, warnings);
  }

  private boolean isStrict() {
    return dialect != RuleDialect.LENIENT;
  }

  private Set<String> groupKeys() {
    return dialect == RuleDialect.PROMETHEUS ? GROUP : THANOS_GROUP;
  }

  private RuleGroup group(Node node, Set<String> names, RuleProblems problems)
      throws YamlException {
    Fields fields = new Fields(node, "a group", groupKeys(), isStrict());
    String name = fields.text("name");
    Position at = YamlText.position(node);
    if (name.isEmpty()) {
      problems.at(at, "a group needs the key \"name\"");
    } else if (!names.add(name)) {
      problems.at(fields.position("name"), "group \"" + name + "\" is in this file twice");
    }
    Duration interval = fields.duration("interval");
    Duration queryOffset = fields.duration("query_offset");
    long limit = fields.number("limit");
    Labels labels = LabelChecks.labels(fields, "labels", "group \"" + name + "\"", problems);
    Strictness strictness = strictness(fields);
    RuleReader reader = new RuleReader(features, isStrict(), name, problems);
    List<Rule> rules = new ArrayList<>();
    List<Node> nodes = fields.list("rules");
    for (int i = 0; i < nodes.size(); i++) {
      Rule rule = reader.read(nodes.get(i), i + 1);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new RuleGroup(name, interval, queryOffset, limit, labels, strictness, rules);
  }

  private static @Nullable Strictness strictness(Fields fields) throws YamlException {
    String text = fields.text(STRATEGY);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "" -> null;
      case "warn" -> Strictness.WARN;
      case "abort" -> Strictness.ABORT;
      default ->
          throw new YamlException(
              fields.position(STRATEGY),
              STRATEGY + " must be \"warn\" or \"abort\", found \"" + text + "\"");
    };
  }
}
